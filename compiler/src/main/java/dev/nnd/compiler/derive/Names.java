package dev.nnd.compiler.derive;

import java.util.HashSet;
import java.util.Set;

/** Two definitions of one name get numbers. */
final class Names {
  private final Set<String> taken = new HashSet<>();

  String unique(String name) {
    String candidate = name;
    for (int i = 2; !taken.add(candidate); i++) {
      candidate = name + "." + i;
    }
    return candidate;
  }
}
