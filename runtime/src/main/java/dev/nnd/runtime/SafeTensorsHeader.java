package dev.nnd.runtime;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The JSON header of a safetensors file, of which exactly this much is read: an object whose member
 * {@code __metadata__} holds strings, and whose other members are
 * {@code {"dtype": "F32", "shape": [2, 3], "data_offsets": [0, 24]}} in any order.
 *
 * @param entries the tensors, in the header's order
 * @param metadata free text by key
 * @param dataStart the byte of the file at which the numbers begin, from which each tensor's bytes are counted
 */
public record SafeTensorsHeader(List<Entry> entries, Map<String, String> metadata, long dataStart) {
  private static final String METADATA = "__metadata__";
  private static final int LENGTH_BYTES = Long.BYTES;
  private static final long LONGEST = 100_000_000;

  /** Copies what it is given. */
  public SafeTensorsHeader {
    entries = List.copyOf(entries);
    metadata = Collections.unmodifiableMap(new LinkedHashMap<>(metadata));
  }

  /**
   * One tensor: its bytes are those from begin to before end, of the data.
   *
   * @param name its name
   * @param type the type of its elements, such as F32; any name is accepted
   * @param shape empty for a scalar; a size may be 0
   * @param begin its first byte
   * @param end the byte after its last
   */
  public record Entry(String name, String type, List<Long> shape, long begin, long end) {
    /** Copies the shape. */
    public Entry {
      shape = List.copyOf(shape);
    }

    /** The number of its elements. */
    public long count() {
      return shape.stream().reduce(1L, (a, b) -> a * b);
    }

    String describe() {
      return name + " " + shape;
    }
  }

  /**
   * Reads the header of a file and checks that the tensors take all of the file's data, without gap or overlap.
   *
   * @param channel at the begin of the file
   * @throws WeightsException if it is damaged; the message says where
   * @throws IOException if it cannot be read
   */
  public static SafeTensorsHeader read(SeekableByteChannel channel) throws IOException {
    long size = channel.size();
    if (size < LENGTH_BYTES) {
      throw new WeightsException("no weights file: it has " + size + " bytes");
    }
    long length = fill(channel, LENGTH_BYTES).getLong();
    if (length < 2 || length > LONGEST || length > size - LENGTH_BYTES) {
      throw new WeightsException("no weights file: a header of " + Long.toUnsignedString(length)
          + " bytes does not fit in " + size + " bytes");
    }
    SafeTensorsHeader header = parse(utf8(fill(channel, (int) length)), LENGTH_BYTES + length);
    header.checkRanges(size - header.dataStart);
    return header;
  }

  private static ByteBuffer fill(SeekableByteChannel channel, int size) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
    while (bytes.hasRemaining()) {
      if (channel.read(bytes) < 0) {
        throw new WeightsException("the file became shorter while it was read");
      }
    }
    return bytes.flip();
  }

  private static String utf8(ByteBuffer text) throws WeightsException {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(text).toString();
    } catch (CharacterCodingException e) {
      throw new WeightsException("the header is not UTF-8");
    }
  }

  /** The ranges must follow one another from 0 to the end, without gap or overlap. */
  private void checkRanges(long size) throws WeightsException {
    long end = 0;
    List<Entry> sorted = entries.stream()
        .sorted(Comparator.comparingLong(Entry::begin).thenComparing(Entry::end))
        .toList();
    for (Entry entry : sorted) {
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

  static long bytes(Weights.Tensor tensor) {
    return (long) Shapes.count(tensor.shape()) * size(tensor.precision());
  }

  static String print(Weights weights) {
    StringBuilder text = new StringBuilder("{");
    if (!weights.metadata().isEmpty()) {
      text.append(JsonScanner.quote(METADATA)).append(":{");
      weights.metadata().forEach((key, value) -> text.append(text.charAt(text.length() - 1) == '{' ? "" : ",")
          .append(JsonScanner.quote(key)).append(':').append(JsonScanner.quote(value)));
      text.append('}');
    }
    long begin = 0;
    for (Weights.Tensor tensor : weights.tensors()) {
      long end = begin + bytes(tensor);
      text.append(text.length() == 1 ? "" : ",").append(JsonScanner.quote(tensor.name()))
          .append(":{\"dtype\":\"").append(tensor.precision() == Precision.FLOAT ? "F32" : "F64")
          .append("\",\"shape\":").append(tensor.shape().toString().replace(" ", ""))
          .append(",\"data_offsets\":[").append(begin).append(',').append(end).append("]}");
      begin = end;
    }
    text.append('}');
    int length = text.toString().getBytes(StandardCharsets.UTF_8).length;
    return text.append(" ".repeat(-length & 7)).toString();
  }

  private static SafeTensorsHeader parse(String text, long dataStart) throws WeightsException {
    JsonScanner json = new JsonScanner(text);
    List<Entry> entries = new ArrayList<>();
    Map<String, String> metadata = new LinkedHashMap<>();
    Set<String> names = new HashSet<>();
    json.expect('{');
    for (boolean more = !json.skip('}'); more; more = json.more('}')) {
      String name = json.string();
      json.expect(':');
      if (!names.add(name)) {
        throw new WeightsException("there are two tensors " + name);
      }
      if (name.equals(METADATA)) {
        metadata.putAll(metadata(json));
      } else {
        entries.add(entry(name, json));
      }
    }
    json.end();
    return new SafeTensorsHeader(entries, metadata, dataStart);
  }

  private static Map<String, String> metadata(JsonScanner json) throws WeightsException {
    Map<String, String> metadata = new LinkedHashMap<>();
    json.expect('{');
    for (boolean more = !json.skip('}'); more; more = json.more('}')) {
      String key = json.string();
      json.expect(':');
      if (metadata.containsKey(key)) {
        throw new WeightsException("the metadata have two entries " + key);
      }
      metadata.put(key, json.string());
    }
    return metadata;
  }

  private static Entry entry(String name, JsonScanner json) throws WeightsException {
    Map<String, List<Long>> numbers = new LinkedHashMap<>();
    String type = "";
    json.expect('{');
    for (boolean more = !json.skip('}'); more; more = json.more('}')) {
      String key = json.string();
      json.expect(':');
      if (numbers.containsKey(key) || key.equals("dtype") && !type.isEmpty()) {
        throw new WeightsException(name + " has " + key + " twice");
      }
      if (key.equals("dtype")) {
        type = json.string();
      } else if (key.equals("shape") || key.equals("data_offsets")) {
        numbers.put(key, json.integers());
      } else {
        throw new WeightsException(name + " has an unknown entry " + key);
      }
    }
    if (type.isEmpty() || numbers.size() != 2) {
      throw new WeightsException(name + " lacks one of dtype, shape and data_offsets");
    }
    return check(name, type, numbers.get("shape"), numbers.get("data_offsets"));
  }

  private static Entry check(String name, String type, List<Long> shape, List<Long> offsets) throws WeightsException {
    long count = 1;
    for (long size : shape) {
      if (size > 0 && count > Long.MAX_VALUE / Double.BYTES / size) {
        throw new WeightsException(name + " has the shape " + shape + ", which is too large");
      }
      count *= size;
    }
    if (offsets.size() != 2 || offsets.get(1) < offsets.get(0)) {
      throw new WeightsException(name + " " + shape + " has the byte range " + offsets);
    }
    return new Entry(name, type, shape, offsets.get(0), offsets.get(1));
  }

  private static int size(Precision precision) {
    return precision == Precision.FLOAT ? Float.BYTES : Double.BYTES;
  }
}
