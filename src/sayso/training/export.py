"""From a checkpoint to the shipped model: ``python -m sayso.training.export RUN/gold.pt OUT --name NAME``.

ONNX graphs with weights in 8 bits (dynamic quantisation, per channel), after ONNX Runtime's own fusions for BERT.
"""

from __future__ import annotations

import argparse
import json
import shutil
import tempfile
from pathlib import Path

import onnx
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from onnxruntime.transformers import optimizer
from transformers import BertModel

from ..reading.network import SLOTS, label_order
from .net import NARROW, Reader, fresh
from .train import MINILM


def load(checkpoint: Path) -> Reader:
    """The mean of the weights of a checkpoint (the last ones where it has none), with plain attention, which the fusions recognise."""
    net = fresh(MINILM)
    state = torch.load(checkpoint, weights_only=True)
    net.load_state_dict(state.get("mean", state["reader"]))
    config = net.encoder.bert.config
    config._attn_implementation = "eager"
    plain = BertModel(config, add_pooling_layer=False)
    plain.load_state_dict(net.encoder.bert.state_dict())
    net.encoder.bert = plain
    return net.eval()


def _export(
    module: torch.nn.Module,
    args: tuple[torch.Tensor, ...],
    path: Path,
    inputs: list[str],
    outputs: list[str],
    axes: dict[str, dict[int, str]],
) -> None:
    torch.onnx.export(
        module,
        args,
        str(path),
        input_names=inputs,
        output_names=outputs,
        dynamic_axes=axes,
        opset_version=17,
        dynamo=False,
        do_constant_folding=True,
    )


def export(checkpoint: Path, folder: Path) -> None:
    """Write ``encoder.onnx``, ``second.onnx`` and ``same.onnx`` into a folder."""
    net = load(checkpoint)
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as temporary:
        work = Path(temporary)
        b, length = 2, 32
        ids = torch.randint(1000, 2000, (b, length))
        _export(
            net.encoder, (ids, torch.zeros_like(ids), torch.ones_like(ids)), work / "encoder.onnx", ["pieces", "features", "mask"], ["tags", "narrow"],
            {n: {0: "b", 1: "l"} for n in ("pieces", "features", "mask", "tags", "narrow")},
        )  # fmt: skip
        fused = optimizer.optimize_model(
            str(work / "encoder.onnx"), model_type="bert", num_heads=12, hidden_size=384, opt_level=0
        )
        fused.save_model_to_file(str(work / "encoder.fused.onnx"))
        print("fusions:", fused.get_fused_operator_statistics())
        _quantise(work / "encoder.fused.onnx", folder / "encoder.onnx")
        n, w = 3, 20
        vectors, classes = torch.randn(n, w, NARROW), torch.zeros(n, w, dtype=torch.long)
        _export(
            net.second, (vectors, classes, classes, torch.ones(n, w), torch.zeros(n, dtype=torch.long), torch.ones(n, w)), work / "second.onnx",
            ["vectors", "distance", "sentence", "inside", "kind", "mask"], ["words", "anchor"],
            {k: {0: "n", 1: "w"} for k in ("vectors", "distance", "sentence", "inside", "mask", "words")} | {k: {0: "n"} for k in ("kind", "anchor")},
        )  # fmt: skip
        _quantise(work / "second.onnx", folder / "second.onnx")
        m = 4
        mentions, zeros = torch.randn(m, len(SLOTS), NARROW), torch.zeros(m, dtype=torch.long)
        _export(
            net.pairs, (mentions, zeros, zeros, torch.tensor([[0, 1], [1, 3]])), folder / "same.onnx", ["vectors", "types", "sentences", "pairs"], ["odds"],
            {"vectors": {0: "m"}, "types": {0: "m"}, "sentences": {0: "m"}, "pairs": {0: "p"}, "odds": {0: "p"}},
        )  # fmt: skip


def _quantise(source: Path, target: Path) -> None:
    quantize_dynamic(
        str(source),
        str(target),
        weight_type=QuantType.QInt8,
        per_channel=True,
        op_types_to_quantize=["MatMul", "Gemm", "Gather", "Attention"],
        extra_options={"DefaultTensorType": onnx.TensorProto.FLOAT},
    )
    onnx.checker.check_model(str(target))


def write_card(folder: Path, name: str) -> None:
    """``model.json``: name and label order; ``evaluate --tune`` adds the settings chosen on dev data."""
    (folder / "model.json").write_text(json.dumps({"name": name, "labels": label_order()}, indent=1) + "\n")


def write_tokenizer(folder: Path) -> None:
    """MiniLM's tokenizer, unchanged."""
    shutil.copy(MINILM / "tokenizer.json", folder / "tokenizer.json")


def main() -> None:
    """Command line."""
    p = argparse.ArgumentParser(description=__doc__)
    p.add_argument("checkpoint", type=Path)
    p.add_argument("out", type=Path)
    p.add_argument("--name", required=True)
    args = p.parse_args()
    export(args.checkpoint, args.out)
    write_card(args.out, args.name)
    write_tokenizer(args.out)
    total = 0
    for path in sorted(args.out.iterdir()):
        total += path.stat().st_size
        print(f"{path.name:20} {path.stat().st_size / 1e6:8.2f} MB")
    print(f"{'all':20} {total / 1e6:8.2f} MB")


if __name__ == "__main__":
    main()
