package dev.nnd.runtime;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/**
 * The safetensors format: the header's length in 8 little-endian bytes; a JSON header of dtype, shape and byte range by
 * name; the numbers, little-endian, without gaps. Only the types F32 and F64 are known. Written files have the tensors
 * in their order, metadata sorted by key, and a header padded with blanks to a multiple of 8 bytes, so that equal
 * weights are equal bytes.
 */
public final class SafeTensors {
  private static final int LENGTH_BYTES = Long.BYTES;

  private SafeTensors() {
  }

  /**
   * Reads a file.
   *
   * @throws WeightsException if it is damaged; the message says where
   * @throws IOException if it cannot be read
   */
  public static Weights read(Path path) throws IOException {
    try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
      if (channel.size() > Integer.MAX_VALUE) {
        throw new WeightsException("the file has " + channel.size() + " bytes, more than 2^31 - 1");
      }
      SafeTensorsHeader header = SafeTensorsHeader.read(channel);
      for (SafeTensorsHeader.Entry entry : header.entries()) {
        check(entry);
      }
      ByteBuffer data = ByteBuffer.allocate((int) (channel.size() - header.dataStart())).order(ByteOrder.LITTLE_ENDIAN);
      while (data.hasRemaining() && channel.read(data) >= 0) {
        continue;
      }
      List<Weights.Tensor> tensors = new ArrayList<>();
      for (SafeTensorsHeader.Entry entry : header.entries()) {
        tensors.add(tensor(entry, data));
      }
      return new Weights(tensors, header.metadata());
    }
  }

  /**
   * Writes a file beside its place, forces it to the disk and moves it there, so that no one ever sees a part of it.
   *
   * @throws IOException if it cannot be written; then nothing is left behind
   */
  public static void write(Weights weights, Path path) throws IOException {
    Path target = path.toAbsolutePath();
    Path written = target.resolveSibling(target.getFileName() + ".tmp" + ProcessHandle.current().pid());
    try {
      try (FileChannel channel = FileChannel.open(written, StandardOpenOption.WRITE, StandardOpenOption.CREATE,
          StandardOpenOption.TRUNCATE_EXISTING)) {
        ByteBuffer bytes = encode(weights);
        while (bytes.hasRemaining()) {
          channel.write(bytes);
        }
        channel.force(true);
      }
      Files.move(written, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(written);
    }
  }

  private static ByteBuffer encode(Weights weights) {
    byte[] header = SafeTensorsHeader.print(weights).getBytes(StandardCharsets.UTF_8);
    long size = LENGTH_BYTES + (long) header.length;
    for (Weights.Tensor tensor : weights.tensors()) {
      size += SafeTensorsHeader.bytes(tensor);
    }
    ByteBuffer bytes = ByteBuffer.allocate(Math.toIntExact(size)).order(ByteOrder.LITTLE_ENDIAN);
    bytes.putLong(header.length).put(header);
    for (Weights.Tensor tensor : weights.tensors()) {
      for (double value : tensor.values()) {
        if (tensor.precision() == Precision.FLOAT) {
          bytes.putFloat((float) value);
        } else {
          bytes.putDouble(value);
        }
      }
    }
    return bytes.flip();
  }

  /** Of a file's tensors, a network can take those of its own two types, of 1 to 2^31 - 1 elements. */
  private static void check(SafeTensorsHeader.Entry entry) throws WeightsException {
    if (!entry.type().equals("F32") && !entry.type().equals("F64")) {
      throw new WeightsException(entry.name() + " has the type " + entry.type() + "; only F32 and F64 are known");
    }
    if (entry.count() < 1 || entry.count() > Integer.MAX_VALUE) {
      throw new WeightsException(entry.name() + " has the shape " + entry.shape()
          + ", which is no shape of 1 to 2^31 - 1 elements");
    }
    long needed = entry.count() * (precision(entry) == Precision.FLOAT ? Float.BYTES : Double.BYTES);
    if (entry.end() - entry.begin() != needed) {
      throw new WeightsException(entry.describe() + " needs " + needed
          + " bytes, but its range has " + (entry.end() - entry.begin()));
    }
  }

  private static Precision precision(SafeTensorsHeader.Entry entry) {
    return entry.type().equals("F32") ? Precision.FLOAT : Precision.DOUBLE;
  }

  private static Weights.Tensor tensor(SafeTensorsHeader.Entry entry, ByteBuffer data) {
    double[] values = new double[(int) entry.count()];
    int position = (int) entry.begin();
    Precision precision = precision(entry);
    for (int i = 0; i < values.length; i++) {
      values[i] = precision == Precision.FLOAT ? data.getFloat(position + i * Float.BYTES)
          : data.getDouble(position + i * Double.BYTES);
    }
    return new Weights.Tensor(entry.name(), precision, entry.shape().stream().map(Long::intValue).toList(), values);
  }
}
