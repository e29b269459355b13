package dev.nnd.compiler.cli;

import dev.nnd.runtime.DataSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The data of a training by what they are for. */
record Parts(DataSet train, Optional<DataSet> valid, Optional<DataSet> test) {
  /** The parts that there are, by name. */
  Map<String, DataSet> named() {
    Map<String, DataSet> named = new LinkedHashMap<>();
    named.put("train", train);
    valid.ifPresent(part -> named.put("valid", part));
    test.ifPresent(part -> named.put("test", part));
    return named;
  }
}
