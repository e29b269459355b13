package dev.nnd.compiler.emit;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;
import javax.lang.model.SourceVersion;

/** Names within one method: unique while they can be seen, free again when their block ends. */
final class LocalNames {
  private static final String LOOP_NAMES = "ijklmopqrstuvw";

  private final Deque<Set<String>> blocks = new ArrayDeque<>();
  /** All names of the method, also those of blocks that have ended: a parameter hides none of them. */
  private final Set<String> ever = new HashSet<>();

  LocalNames() {
    open();
  }

  void open() {
    blocks.push(new HashSet<>());
  }

  void close() {
    blocks.pop();
  }

  /** The name itself, or with a number if it is taken. */
  String fresh(String name) {
    String candidate = name;
    for (int i = 2; isTaken(candidate); i++) {
      candidate = name + i;
    }
    blocks.peek().add(candidate);
    ever.add(candidate);
    return candidate;
  }

  /** The first free name for a loop's variable. */
  String freshIndex() {
    for (int i = 0; i < LOOP_NAMES.length(); i++) {
      String name = LOOP_NAMES.substring(i, i + 1);
      if (!isTaken(name)) {
        return fresh(name);
      }
    }
    return fresh("i");
  }

  private boolean isTaken(String name) {
    return SourceVersion.isKeyword(name) || blocks.stream().anyMatch(block -> block.contains(name));
  }

  /** A name that is seen in the whole method. */
  String parameter(String name) {
    String candidate = name;
    for (int i = 2; isTaken(candidate) || ever.contains(candidate); i++) {
      candidate = name + i;
    }
    ever.add(candidate);
    blocks.peekLast().add(candidate);
    return candidate;
  }
}
