"""CAM++, the speaker embedding network (Wang et al., arXiv 2303.00332), written to fit the published state dict.

A small 2-D convolutional head, a densely connected TDNN whose layers are masked by their context, and statistics
pooling. Names and shapes are those of the checkpoints of 3D-Speaker (80 mel bands, 192 values).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import torch
import torch.nn.functional as F  # noqa: N812 (the name the field uses)
from torch import Tensor, nn

if TYPE_CHECKING:
    from pathlib import Path

N_MELS = 80
DIMENSION = 192
HEAD_CHANNELS = 32
INITIAL_CHANNELS = 128
GROWTH = 32
BOTTLENECK = 4 * GROWTH
BLOCKS = ((12, 1), (24, 2), (16, 2))  # (layers, dilation)
CONTEXT_FRAMES = 100  # frames over which the context of a mask is pooled


def _normalised(channels: int, *, relu: bool = True, affine: bool = True) -> nn.Sequential:
    """Batch normalisation, and a rectifier unless it is the last."""
    layers = nn.Sequential()
    layers.add_module("batchnorm", nn.BatchNorm1d(channels, affine=affine))
    if relu:
        layers.add_module("relu", nn.ReLU(inplace=True))
    return layers


class ResidualBlock(nn.Module):
    """Two 3x3 convolutions with a shortcut; the stride is along frequency only."""

    def __init__(self, channels: int, stride: int) -> None:
        super().__init__()
        self.conv1 = nn.Conv2d(channels, channels, 3, stride=(stride, 1), padding=1, bias=False)
        self.bn1 = nn.BatchNorm2d(channels)
        self.conv2 = nn.Conv2d(channels, channels, 3, padding=1, bias=False)
        self.bn2 = nn.BatchNorm2d(channels)
        self.shortcut = nn.Sequential()
        if stride != 1:
            self.shortcut = nn.Sequential(
                nn.Conv2d(channels, channels, 1, stride=(stride, 1), bias=False), nn.BatchNorm2d(channels)
            )

    def forward(self, x: Tensor) -> Tensor:
        """Shape = (n_batch, channels, n_mels, n_frames)"""
        y = F.relu(self.bn1(self.conv1(x)))
        y = self.bn2(self.conv2(y))
        return F.relu(y + self.shortcut(x))


class Head(nn.Module):
    """The 2-D front: 80 mel bands become 10 rows of 32 channels."""

    def __init__(self) -> None:
        super().__init__()
        c = HEAD_CHANNELS
        self.conv1 = nn.Conv2d(1, c, 3, padding=1, bias=False)
        self.bn1 = nn.BatchNorm2d(c)
        self.layer1 = nn.Sequential(ResidualBlock(c, 2), ResidualBlock(c, 1))
        self.layer2 = nn.Sequential(ResidualBlock(c, 2), ResidualBlock(c, 1))
        self.conv2 = nn.Conv2d(c, c, 3, stride=(2, 1), padding=1, bias=False)
        self.bn2 = nn.BatchNorm2d(c)

    def forward(self, x: Tensor) -> Tensor:
        """From (n_batch, n_mels, n_frames) to (n_batch, 320, n_frames)."""
        y = F.relu(self.bn1(self.conv1(x[:, None])))
        y = self.layer2(self.layer1(y))
        y = F.relu(self.bn2(self.conv2(y)))
        return y.flatten(1, 2)


class ContextMask(nn.Module):
    """A dilated convolution, masked by the mean of the whole and of stretches of 100 frames."""

    def __init__(self, dilation: int) -> None:
        super().__init__()
        self.linear_local = nn.Conv1d(BOTTLENECK, GROWTH, 3, padding=dilation, dilation=dilation, bias=False)
        self.linear1 = nn.Conv1d(BOTTLENECK, BOTTLENECK // 2, 1)
        self.linear2 = nn.Conv1d(BOTTLENECK // 2, GROWTH, 1)

    def forward(self, x: Tensor) -> Tensor:
        """From (n_batch, bottleneck, n_frames) to (n_batch, growth, n_frames)."""
        stretch = F.avg_pool1d(x, CONTEXT_FRAMES, stride=CONTEXT_FRAMES, ceil_mode=True)
        stretch = stretch.repeat_interleave(CONTEXT_FRAMES, dim=-1)[..., : x.shape[-1]]
        context = x.mean(-1, keepdim=True) + stretch
        mask = torch.sigmoid(self.linear2(F.relu(self.linear1(context))))
        masked: Tensor = self.linear_local(x) * mask
        return masked


class DenseLayer(nn.Module):
    """One layer of a densely connected block."""

    def __init__(self, channels: int, dilation: int) -> None:
        super().__init__()
        self.nonlinear1 = _normalised(channels)
        self.linear1 = nn.Conv1d(channels, BOTTLENECK, 1, bias=False)
        self.nonlinear2 = _normalised(BOTTLENECK)
        self.cam_layer = ContextMask(dilation)

    def forward(self, x: Tensor) -> Tensor:
        """From (n_batch, channels, n_frames) to (n_batch, growth, n_frames)."""
        y: Tensor = self.cam_layer(self.nonlinear2(self.linear1(self.nonlinear1(x))))
        return y


class DenseBlock(nn.ModuleDict):
    """Layers that each read the output of all before them."""

    def __init__(self, layers: int, channels: int, dilation: int) -> None:
        super().__init__({f"tdnnd{i + 1}": DenseLayer(channels + i * GROWTH, dilation) for i in range(layers)})

    def forward(self, x: Tensor) -> Tensor:
        """From (n_batch, channels, n_frames) to (n_batch, channels + layers * growth, n_frames)."""
        for layer in self.values():
            x = torch.cat((x, layer(x)), dim=1)
        return x


class Affine(nn.Module):
    """A convolution and its normalisation, in the order the checkpoint names them."""

    def __init__(self, inputs: int, outputs: int, kernel: int = 1, stride: int = 1, *, final: bool = False) -> None:
        super().__init__()
        self.linear = nn.Conv1d(inputs, outputs, kernel, stride=stride, padding=kernel // 2, bias=False)
        self.nonlinear = _normalised(outputs, relu=not final, affine=not final)

    def forward(self, x: Tensor) -> Tensor:
        """From (n_batch, inputs, n_frames) to (n_batch, outputs, n_frames)."""
        y: Tensor = self.nonlinear(self.linear(x))
        return y


class Transition(nn.Module):
    """Halves the channels between dense blocks."""

    def __init__(self, channels: int) -> None:
        super().__init__()
        self.nonlinear = _normalised(channels)
        self.linear = nn.Conv1d(channels, channels // 2, 1, bias=False)

    def forward(self, x: Tensor) -> Tensor:
        """From (n_batch, channels, n_frames) to (n_batch, channels / 2, n_frames)."""
        y: Tensor = self.linear(self.nonlinear(x))
        return y


class CAMPPlus(nn.Module):
    """The whole network: mean-normalised Kaldi filterbanks in, an embedding out."""

    def __init__(self) -> None:
        super().__init__()
        self.head = Head()
        channels = INITIAL_CHANNELS
        self.xvector = nn.Sequential()
        self.xvector.add_module("tdnn", Affine(HEAD_CHANNELS * N_MELS // 8, channels, kernel=5, stride=2))
        for number, (layers, dilation) in enumerate(BLOCKS, 1):
            self.xvector.add_module(f"block{number}", DenseBlock(layers, channels, dilation))
            channels += layers * GROWTH
            self.xvector.add_module(f"transit{number}", Transition(channels))
            channels //= 2
        self.xvector.add_module("out_nonlinear", _normalised(channels))
        self.xvector.add_module("stats", StatisticsPooling())
        self.xvector.add_module("dense", Affine(2 * channels, DIMENSION, final=True))

    def forward(self, features: Tensor) -> Tensor:
        """From (n_batch, n_frames, n_mels) to (n_batch, 192)."""
        y: Tensor = self.xvector(self.head(features.transpose(1, 2)))
        return y.squeeze(-1)

    @classmethod
    def load(cls, checkpoint: Path) -> CAMPPlus:
        """Open a state dict in float32, in evaluation mode.

        Raises
        ------
        RuntimeError
            A name or a shape does not fit.
        """
        network = cls()
        network.load_state_dict(torch.load(checkpoint, map_location="cpu", weights_only=True))
        return network.float().eval()


class StatisticsPooling(nn.Module):
    """Mean and standard deviation over time."""

    def forward(self, x: Tensor) -> Tensor:
        """From (n_batch, channels, n_frames) to (n_batch, 2 * channels, 1)."""
        return torch.cat((x.mean(-1, keepdim=True), x.std(-1, keepdim=True, unbiased=True)), dim=1)
