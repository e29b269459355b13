package dev.nnd.compiler.semantic;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What the command line decides.
 *
 * @param dims sizes that replace those of the source, as they were given
 * @param gradients the mode whose gradients are wanted
 */
public record Options(Map<String, String> dims, Mode gradients) {
  /** Keeps the order. */
  public Options {
    dims = Collections.unmodifiableMap(new LinkedHashMap<>(dims));
  }

  /** For training. */
  public Options(Map<String, String> dims) {
    this(dims, Mode.TRAINING);
  }

  /** Everything as the source says. */
  public static Options none() {
    return new Options(Map.of());
  }
}
