package dev.nnd.compiler.derive;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** Two definitions of one name get numbers. */
final class Names {
  private final Set<String> taken = new HashSet<>();
  /** The number to try next: so that many of one name cost their number. */
  private final Map<String, Integer> next = new HashMap<>();

  String unique(String name) {
    String candidate = name;
    while (!taken.add(candidate)) {
      candidate = name + "." + next.merge(name, 2, (last, first) -> last + 1);
    }
    return candidate;
  }
}
