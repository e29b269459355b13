package dev.nnd.compiler.semantic;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What the command line decides.
 *
 * @param dims sizes that replace those of the source, as they were given
 */
public record Options(Map<String, String> dims) {
  /** Keeps the order. */
  public Options {
    dims = Collections.unmodifiableMap(new LinkedHashMap<>(dims));
  }

  /** Everything as the source says. */
  public static Options none() {
    return new Options(Map.of());
  }
}
