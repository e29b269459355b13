package dev.nnd.compiler.emit;

import com.palantir.javapoet.TypeName;
import dev.nnd.compiler.schedule.Storage;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The parameters of one method of the generated class: what it reads and writes, in the order of first use. */
final class Operands {
  private final Numbers numbers;
  private final LocalNames names;
  private final boolean anonymous;
  private final Map<Storage, String> byStorage = new LinkedHashMap<>();
  /** The names of what the caller passes; parts of one array go by one name. */
  private final Map<String, String> passed = new HashMap<>();
  private final Map<Storage, String> fields = new HashMap<>();
  private boolean sized;

  /**
   * @param anonymous whether names do not matter, so that two methods of one form have one text
   */
  Operands(Numbers numbers, LocalNames names, boolean anonymous) {
    this.numbers = numbers;
    this.names = names;
    this.anonymous = anonymous;
  }

  /** Takes the name of what the caller passes, or as much of it as is free. */
  String pass(String label) {
    String name = names.parameter(JavaNames.variable(label));
    passed.put(label, name);
    return name;
  }

  /** What the class has in a field is not passed. */
  void field(Storage storage, String name) {
    fields.put(storage, name);
  }

  String name(Storage storage) {
    if (fields.containsKey(storage)) {
      return fields.get(storage);
    }
    if (storage instanceof Storage.Passed whole) {
      return passed.get(whole.label());
    }
    String known = byStorage.get(storage);
    if (known == null) {
      known = names.parameter(anonymous ? "operand" : JavaNames.variable(storage.label()));
      byStorage.put(storage, known);
    }
    return known;
  }

  /** The number of examples, which is passed last. */
  String size() {
    sized = true;
    return "size";
  }

  /** Whether the number of examples is read. */
  boolean isSized() {
    return sized;
  }

  /** What has to be passed, without the batch size. */
  List<Storage> storages() {
    return new ArrayList<>(byStorage.keySet());
  }

  TypeName type(Storage storage) {
    return numbers.type(storage);
  }
}
