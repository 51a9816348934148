"""How a network of the teachers learns: batches of sentences of like length, rates that rise and fall, one loop."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from random import Random
from typing import Protocol, TypeVar

import torch
from torch import Tensor, nn
from torch.nn import functional

LONGEST = 90
"""Words of a sentence to learn from."""

NO_CLASS = -100
"""The class number of what there is nothing to learn about."""


class Worded(Protocol):
    """What has words."""

    @property
    def words(self) -> Sequence[object]:
        """They, in order."""


Item = TypeVar("Item", bound=Worded)


@dataclass(frozen=True, slots=True)
class Schedule:
    """How long and how fast to learn; `batch` is the words of a batch with their padding."""

    epochs: int = 4
    batch: int = 800
    encoder_rate: float = 2e-4
    rate: float = 1e-3
    warm: float = 0.06

    def rate_at(self, step: int, total: int) -> float:
        """The part of the full rate at a step: up over the first steps, then down to nothing.

        >>> [round(Schedule(warm=0.5).rate_at(step, 4), 2) for step in range(4)]
        [0.5, 1.0, 1.0, 0.5]
        """
        warm = max(1.0, total * self.warm)
        return min((step + 1) / warm, (total - step) / max(1.0, total - warm))


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a training is: batches done and to do, and the running loss."""

    step: int
    total: int
    loss: float


def begin(seed: int) -> Random:
    """Start chance anew, on one thread, so that the same seed gives the same network; the chance that orders sentences."""
    torch.manual_seed(seed)
    torch.set_num_threads(1)
    torch.set_flush_denormal(True)
    return Random(seed)  # noqa: S311  (order of sentences)


def learn(
    network: nn.Module,
    items: Sequence[Item],
    loss: Callable[[Sequence[Item]], Tensor],
    schedule: Schedule,
    chance: Random,
) -> Iterator[Progress]:
    """Learn from sentences of at most `LONGEST` words, telling how far it is after every fifty batches.

    Args:
        network: whose parameters learn; those called "encoder." at the encoder's rate.
        items: what it learns from.
        loss: of a batch.
        schedule: how long and how fast.
        chance: orders the items.
    """
    short = [item for item in items if 0 < len(item.words) <= LONGEST]
    total = schedule.epochs * len(_batches(short, schedule.batch, Random(0)))  # noqa: S311
    optimiser = _optimiser(network, schedule)
    step, running = 0, 0.0
    for _ in range(schedule.epochs):
        for batch in _batches(short, schedule.batch, chance):
            _set_rates(optimiser, schedule.rate_at(step, total))
            running = 0.98 * running + 0.02 * _step(network, optimiser, partial(loss, batch))
            step += 1
            if step % 50 == 0 or step == total:
                yield Progress(step, total, running / (1 - 0.98**step))


def entropy(scores: Tensor, gold: Tensor) -> Tensor:
    """The mean cross entropy of scores (..., class) against class numbers; `NO_CLASS` does not count."""
    return functional.cross_entropy(
        scores.reshape(-1, scores.shape[-1]), gold.reshape(-1), ignore_index=NO_CLASS
    )


def _step(network: nn.Module, optimiser: torch.optim.Optimizer, loss: Callable[[], Tensor]) -> float:
    network.train()
    found = loss()
    optimiser.zero_grad()
    found.backward()
    nn.utils.clip_grad_norm_(network.parameters(), 2.0)
    optimiser.step()
    return float(found.item())


def _optimiser(network: nn.Module, schedule: Schedule) -> torch.optim.Optimizer:
    encoder: list[Tensor] = []
    rest: list[Tensor] = []
    for name, parameter in network.named_parameters():
        if parameter.requires_grad:
            (encoder if name.startswith("encoder.") else rest).append(parameter)
    groups = [
        {"params": encoder, "lr": schedule.encoder_rate, "most": schedule.encoder_rate},
        {"params": rest, "lr": schedule.rate, "most": schedule.rate},
    ]
    return torch.optim.AdamW(groups, betas=(0.9, 0.98), weight_decay=0.01)


def _set_rates(optimiser: torch.optim.Optimizer, part: float) -> None:
    for group in optimiser.param_groups:
        group["lr"] = group["most"] * part


def _batches(items: Sequence[Item], most: int, chance: Random) -> list[list[Item]]:
    """Sentences of like length together, in a random order."""
    shuffled = list(items)
    chance.shuffle(shuffled)
    found: list[list[Item]] = []
    for start in range(0, len(shuffled), 400):
        part = shuffled[start : start + 400]
        found += [[part[place] for place in run] for run in runs([len(each.words) for each in part], most)]
    chance.shuffle(found)
    return found


def runs(lengths: Sequence[int], words: int) -> Iterator[list[int]]:
    """Places of lengths, shortest first, in runs whose longest times their number is at most `words`.

    >>> list(runs([5, 1, 2, 9], 6))
    [[1, 2], [0], [3]]
    """
    run: list[int] = []
    for place in sorted(range(len(lengths)), key=lambda place: lengths[place]):
        if run and (len(run) + 1) * lengths[place] > words:
            yield run
            run = []
        run.append(place)
    if run:
        yield run
