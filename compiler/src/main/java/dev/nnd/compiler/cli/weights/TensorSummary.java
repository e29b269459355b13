package dev.nnd.compiler.cli.weights;

import dev.nnd.runtime.SafeTensorsHeader;
import dev.nnd.runtime.WeightsException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.SeekableByteChannel;
import java.util.Optional;

/**
 * A tensor of a weights file.
 *
 * @param entry what the header says of it
 * @param statistics of its values; none where its type's values cannot be read
 */
public record TensorSummary(SafeTensorsHeader.Entry entry, Optional<Statistics> statistics) {
  private static final int BUFFER = 1 << 16;

  /**
   * Reads all values of a tensor, none of which is kept.
   *
   * @throws WeightsException if its bytes are not as many as its shape needs
   * @throws IOException if they cannot be read
   */
  public static TensorSummary read(SafeTensorsHeader header, SafeTensorsHeader.Entry entry, SeekableByteChannel channel)
      throws IOException {
    Optional<ElementType> type = ElementType.named(entry.type());
    if (type.isEmpty()) {
      return new TensorSummary(entry, Optional.empty());
    }
    long bytes = entry.end() - entry.begin();
    long needed = entry.count() * type.get().size();
    if (bytes != needed) {
      throw new WeightsException(entry.name() + " " + entry.shape() + " needs " + needed + " bytes, but its range has " + bytes);
    }
    channel.position(header.dataStart() + entry.begin());
    return new TensorSummary(entry, Optional.of(statistics(entry, type.get(), channel)));
  }

  private static Statistics statistics(SafeTensorsHeader.Entry entry, ElementType type, SeekableByteChannel channel)
      throws IOException {
    Statistics statistics = new Statistics();
    ByteBuffer buffer = ByteBuffer.allocate(BUFFER).order(ByteOrder.LITTLE_ENDIAN);
    long left = entry.end() - entry.begin();
    while (left > 0) {
      buffer.clear().limit((int) Math.min(BUFFER, left));
      while (buffer.hasRemaining()) {
        if (channel.read(buffer) < 0) {
          throw new WeightsException("the file became shorter while it was read");
        }
      }
      buffer.flip();
      left -= buffer.limit();
      while (buffer.hasRemaining()) {
        statistics.add(type.next(buffer));
      }
    }
    return statistics;
  }
}
