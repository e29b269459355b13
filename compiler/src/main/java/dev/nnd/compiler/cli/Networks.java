package dev.nnd.compiler.cli;

import dev.nnd.compiler.Compiler;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** The networks of a file that a command shows. */
final class Networks {
  private Networks() {}

  /** The positions of all, or of the one that is named. */
  static List<Integer> chosen(Path file, List<Compiler.Derived> networks, Optional<String> wanted) {
    List<Integer> chosen = IntStream.range(0, networks.size())
        .filter(i -> wanted.map(networks.get(i).network().model().name()::equals).orElse(true))
        .boxed()
        .toList();
    if (chosen.isEmpty()) {
      throw wanted.isPresent()
          ? new UsageException(file + " holds no network " + wanted.get())
          : new InputException(file + " holds no network");
    }
    return chosen;
  }
}
