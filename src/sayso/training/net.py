"""The network: one encoder, tags for every word, and a second pass over each anchor.

First pass: MiniLM (Wang et al. 2020) over a window of 256 word pieces, with the case of each word added to its input, then one
linear tagger for each layer. Second pass: for every cue, trigger and toll the words round it, narrowed to ``NARROW`` numbers,
with their distance from the anchor, go through two small transformer layers, which point at sources, roles and the causing
event, tag the content, and name kind, status, fate and type.
"""

from __future__ import annotations

from pathlib import Path

import torch
import torch.nn.functional as F
from safetensors.torch import load_file
from torch import Tensor, nn
from transformers import BertConfig, BertModel

from ..reading.anchors import POSITIONS, SENTENCES
from ..reading.labels import ANCHORS, TAGGED
from ..reading.mentions import TYPE_INDEX
from ..reading.network import ANCHOR_OUT, SLOTS, WORD_OUT
from ..reading.words import FEATURES, NO_FEATURE

NARROW = 192


class Encoder(nn.Module):
    """First pass: pieces -> scores of every tag, and narrow vectors for the second pass."""

    def __init__(self, config: BertConfig) -> None:
        super().__init__()
        self.bert = BertModel(config, add_pooling_layer=False)
        self.case = nn.Embedding(FEATURES, config.hidden_size, padding_idx=NO_FEATURE)
        nn.init.zeros_(self.case.weight)
        self.dropout = nn.Dropout(0.1)
        self.tags = nn.Linear(config.hidden_size, sum(map(len, TAGGED.values())))
        self.narrow = nn.Linear(config.hidden_size, NARROW)

    def forward(self, pieces: Tensor, features: Tensor, mask: Tensor) -> tuple[Tensor, Tensor]:
        """``[B, L]`` ids, case classes and mask -> ``[B, L, tags]`` scores and ``[B, L, NARROW]`` vectors."""
        embedded = self.bert.embeddings.word_embeddings(pieces) + self.case(features)
        hidden = self.bert(inputs_embeds=embedded, attention_mask=mask).last_hidden_state
        hidden = self.dropout(hidden)
        return self.tags(hidden), self.narrow(hidden)


class Attention(nn.Module):
    """Plain multi-head self-attention (kept free of fast paths so that it exports as simple operations)."""

    def __init__(self, size: int, heads: int) -> None:
        super().__init__()
        self.heads = heads
        self.qkv = nn.Linear(size, 3 * size)
        self.out = nn.Linear(size, size)

    def forward(self, x: Tensor, bias: Tensor) -> Tensor:
        b, n, d = x.shape
        q, k, v = self.qkv(x).view(b, n, 3, self.heads, d // self.heads).permute(2, 0, 3, 1, 4)
        weights = torch.softmax(q @ k.transpose(-1, -2) * (d // self.heads) ** -0.5 + bias, -1)
        return self.out((weights @ v).transpose(1, 2).reshape(b, n, d))


class Layer(nn.Module):
    """One post-norm transformer layer."""

    def __init__(self, size: int, heads: int) -> None:
        super().__init__()
        self.attention = Attention(size, heads)
        self.norm1, self.norm2 = nn.LayerNorm(size), nn.LayerNorm(size)
        self.up, self.down = nn.Linear(size, 2 * size), nn.Linear(2 * size, size)
        self.dropout = nn.Dropout(0.1)

    def forward(self, x: Tensor, bias: Tensor) -> Tensor:
        x = self.norm1(x + self.dropout(self.attention(x, bias)))
        return self.norm2(x + self.dropout(self.down(torch.relu(self.up(x)))))


class Second(nn.Module):
    """Second pass: one anchor and the words round it -> what belongs to it."""

    def __init__(self, depth: int = 2) -> None:
        super().__init__()
        self.kind = nn.Embedding(len(ANCHORS), NARROW)
        self.distance = nn.Embedding(POSITIONS, NARROW)
        self.sentence = nn.Embedding(SENTENCES, NARROW)
        for e in (self.kind, self.distance, self.sentence):
            nn.init.normal_(e.weight, std=0.1)
        self.norm = nn.LayerNorm(NARROW)
        self.layers = nn.ModuleList(Layer(NARROW, 6) for _ in range(depth))
        self.words = nn.Linear(NARROW, len(WORD_OUT))
        self.anchor = nn.Linear(NARROW, sum(ANCHOR_OUT.values()))

    def forward(
        self, vectors: Tensor, distance: Tensor, sentence: Tensor, inside: Tensor, kind: Tensor, mask: Tensor
    ) -> tuple[Tensor, Tensor]:
        """``[N, W, NARROW]``, ``[N, W]`` classes, ``[N, W]`` 1 where the word is the anchor, ``[N]``, ``[N, W]``.

        Returns ``[N, W, words out]`` and ``[N, anchor out]``.
        """
        x = vectors + self.distance(distance) + self.sentence(sentence) + self.kind(kind)[:, None]
        x = self.norm(x)
        bias = (1.0 - mask)[:, None, None, :] * -1e4
        for layer in self.layers:
            x = layer(x, bias)
        weight = inside / inside.sum(1, keepdim=True).clamp(min=1)
        anchor = (x * weight[..., None]).sum(1)
        return self.words(x), self.anchor(anchor)


class Pairs(nn.Module):
    """Whether two mentions tell of one incident, by the vectors of their words and of their fillers alone.

    It is trained with the rest, so that the encoder learns to tell one occurrence from another. What plain features say is added later
    (``training.mixing``).
    """

    def __init__(self, size: int = 128, width: int = 64) -> None:
        super().__init__()
        self.slots = nn.ModuleList(nn.Linear(NARROW, size) for _ in SLOTS)
        self.kind = nn.Embedding(len(TYPE_INDEX), size)
        self.place = nn.Embedding(64, size)
        self.drop = nn.Dropout(0.2)
        self.left, self.right = nn.Linear(size, width), nn.Linear(size, width)
        self.judge = nn.Sequential(nn.Linear(2 * width + 1, size), nn.GELU(), nn.Dropout(0.1), nn.Linear(size, 1))

    def forward(self, vectors: Tensor, types: Tensor, sentences: Tensor, pairs: Tensor) -> Tensor:
        """``[M, slots, NARROW]``, ``[M]`` type indices, ``[M]`` sentence numbers, ``[P, 2]`` -> ``[P]`` log odds."""
        x = sum(slot(self.drop(vectors[:, n])) for n, slot in enumerate(self.slots))
        x = self.drop(F.gelu(x + self.kind(types) + self.place(sentences.clamp(max=63))))
        a, b = self.left(x)[pairs[:, 0]], self.right(x)[pairs[:, 1]]
        gap = (sentences[pairs[:, 1]] - sentences[pairs[:, 0]]).clamp(max=10)[:, None] / 10
        return self.judge(torch.cat([a * b, (a - b).abs(), gap.to(a.dtype)], 1))[:, 0]


class Reader(nn.Module):
    """Both passes together."""

    def __init__(self, config: BertConfig) -> None:
        super().__init__()
        self.encoder, self.second, self.pairs = Encoder(config), Second(), Pairs()


def fresh(weights: Path) -> Reader:
    """A reader whose encoder starts from the MiniLM weights in a folder (``config.json``, ``model.safetensors``)."""
    config = BertConfig.from_pretrained(weights, attn_implementation="sdpa", attention_probs_dropout_prob=0.0)
    reader = Reader(config)
    state = {k.removeprefix("bert."): v for k, v in load_file(weights / "model.safetensors").items()}
    missing, _ = reader.encoder.bert.load_state_dict(state, strict=False)
    if missing:
        raise ValueError(f"{weights}: weights without {missing[:3]}")
    return reader
