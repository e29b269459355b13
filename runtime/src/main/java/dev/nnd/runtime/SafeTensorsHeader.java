package dev.nnd.runtime;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The JSON header of a safetensors file, of which exactly this much is read: an object whose member
 * {@code __metadata__} holds strings, and whose other members are
 * {@code {"dtype": "F32", "shape": [2, 3], "data_offsets": [0, 24]}} in any order.
 */
record SafeTensorsHeader(List<Entry> entries, Map<String, String> metadata) {
  private static final String METADATA = "__metadata__";

  /** One tensor: its bytes are those from begin to before end. */
  record Entry(String name, Precision precision, List<Integer> shape, long begin, long end) {
    String describe() {
      return name + " " + shape;
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

  static SafeTensorsHeader parse(String text) throws WeightsException {
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
    return new SafeTensorsHeader(entries, metadata);
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

  private static Entry check(String name, String type, List<Long> sizes, List<Long> offsets) throws WeightsException {
    if (!type.equals("F32") && !type.equals("F64")) {
      throw new WeightsException(name + " has the type " + type + "; only F32 and F64 are known");
    }
    Precision precision = type.equals("F32") ? Precision.FLOAT : Precision.DOUBLE;
    long count = 1;
    List<Integer> shape = new ArrayList<>();
    for (long size : sizes) {
      if (size < 1 || size > Integer.MAX_VALUE || (count *= size) > Integer.MAX_VALUE) {
        throw new WeightsException(name + " has the shape " + sizes
            + ", which is no shape of 1 to 2^31 - 1 elements");
      }
      shape.add((int) size);
    }
    if (offsets.size() != 2 || offsets.get(1) < offsets.get(0)) {
      throw new WeightsException(name + " " + shape + " has the byte range " + offsets);
    }
    Entry entry = new Entry(name, precision, List.copyOf(shape), offsets.get(0), offsets.get(1));
    if (entry.end() - entry.begin() != count * size(precision)) {
      throw new WeightsException(entry.describe() + " needs " + count * size(precision)
          + " bytes, but its range has " + (entry.end() - entry.begin()));
    }
    return entry;
  }

  private static int size(Precision precision) {
    return precision == Precision.FLOAT ? Float.BYTES : Double.BYTES;
  }
}
