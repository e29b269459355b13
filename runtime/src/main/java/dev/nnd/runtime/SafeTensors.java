package dev.nnd.runtime;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The safetensors format: the header's length in 8 little-endian bytes; a JSON header of dtype, shape and byte range by
 * name; the numbers, little-endian, without gaps. Only the types F32 and F64 are known. Written files have the tensors
 * in their order, metadata sorted by key, and a header padded with blanks to a multiple of 8 bytes, so that equal
 * weights are equal bytes.
 */
public final class SafeTensors {
  private static final int LENGTH_BYTES = Long.BYTES;
  private static final long LONGEST_HEADER = 100_000_000;

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
      if (channel.size() < LENGTH_BYTES) {
        throw new WeightsException("no weights file: it has " + channel.size() + " bytes");
      }
      if (channel.size() > Integer.MAX_VALUE) {
        throw new WeightsException("the file has " + channel.size() + " bytes, more than 2^31 - 1");
      }
      ByteBuffer bytes = ByteBuffer.allocate((int) channel.size()).order(ByteOrder.LITTLE_ENDIAN);
      while (bytes.hasRemaining() && channel.read(bytes) >= 0) {
        continue;
      }
      return decode(bytes.flip());
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

  private static Weights decode(ByteBuffer bytes) throws WeightsException {
    long length = bytes.getLong();
    if (length < 2 || length > LONGEST_HEADER || length > bytes.remaining()) {
      throw new WeightsException("no weights file: a header of " + Long.toUnsignedString(length)
          + " bytes does not fit in " + bytes.limit() + " bytes");
    }
    ByteBuffer text = bytes.slice(LENGTH_BYTES, (int) length);
    int start = LENGTH_BYTES + (int) length;
    ByteBuffer data = bytes.slice(start, bytes.limit() - start).order(ByteOrder.LITTLE_ENDIAN);
    SafeTensorsHeader header = SafeTensorsHeader.parse(utf8(text));
    checkRanges(header.entries(), data.limit());
    List<Weights.Tensor> tensors = new ArrayList<>();
    for (SafeTensorsHeader.Entry entry : header.entries()) {
      tensors.add(tensor(entry, data));
    }
    return new Weights(tensors, header.metadata());
  }

  private static String utf8(ByteBuffer text) throws WeightsException {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(text).toString();
    } catch (CharacterCodingException e) {
      throw new WeightsException("the header is not UTF-8");
    }
  }

  /** The ranges must follow one another from 0 to the end, without gap or overlap. */
  private static void checkRanges(List<SafeTensorsHeader.Entry> entries, long size) throws WeightsException {
    long end = 0;
    List<SafeTensorsHeader.Entry> sorted = entries.stream()
        .sorted(Comparator.comparingLong(SafeTensorsHeader.Entry::begin)
            .thenComparing(SafeTensorsHeader.Entry::end))
        .toList();
    for (SafeTensorsHeader.Entry entry : sorted) {
      if (entry.begin() != end) {
        throw new WeightsException(entry.describe() + " starts at byte " + entry.begin()
            + ", where the one before ends at " + end);
      }
      if (entry.end() > size) {
        throw new WeightsException(entry.describe() + " ends at byte " + entry.end()
            + ", but the data have " + size + " bytes");
      }
      end = entry.end();
    }
    if (end != size) {
      throw new WeightsException("the tensors take " + end + " bytes, but the data have " + size);
    }
  }

  private static Weights.Tensor tensor(SafeTensorsHeader.Entry entry, ByteBuffer data) {
    double[] values = new double[Shapes.count(entry.shape())];
    int position = (int) entry.begin();
    for (int i = 0; i < values.length; i++) {
      values[i] = entry.precision() == Precision.FLOAT ? data.getFloat(position + i * Float.BYTES)
          : data.getDouble(position + i * Double.BYTES);
    }
    return new Weights.Tensor(entry.name(), entry.precision(), entry.shape(), values);
  }
}
