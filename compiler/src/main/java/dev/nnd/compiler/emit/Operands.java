package dev.nnd.compiler.emit;

import com.palantir.javapoet.TypeName;
import dev.nnd.compiler.schedule.Storage;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The parameters of one method of the generated class: what it reads and writes, in the order of first use. */
final class Operands {
  private final Numbers numbers;
  private final LocalNames names;
  private final boolean anonymous;
  private final Map<Storage, String> byStorage = new LinkedHashMap<>();
  private boolean sized;

  /**
   * @param anonymous whether names do not matter, so that two methods of one form have one text
   */
  Operands(Numbers numbers, LocalNames names, boolean anonymous) {
    this.numbers = numbers;
    this.names = names;
    this.anonymous = anonymous;
  }

  String name(Storage storage) {
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
