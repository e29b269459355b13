package dev.nnd.compiler.cli;

import dev.nnd.compiler.Compiler;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The networks and exported functions of a file that a command shows: all, or the one that is named. */
record Exports(List<Compiler.Derived> networks, List<Compiler.DerivedExport> functions) {
  Exports {
    networks = List.copyOf(networks);
    functions = List.copyOf(functions);
  }

  static Exports chosen(Path file, Compiler.Contents contents, Optional<String> wanted) {
    Exports chosen = new Exports(
        contents.networks().stream()
            .filter(each -> wanted.map(each.network().model().name()::equals).orElse(true))
            .toList(),
        contents.functions().stream()
            .filter(each -> wanted.map(each.function().model().name()::equals).orElse(true))
            .toList());
    if (chosen.networks().isEmpty() && chosen.functions().isEmpty()) {
      throw wanted.isPresent()
          ? new UsageException(file + " holds no network " + wanted.get())
          : new InputException(file + " holds no network and no exported function");
    }
    return chosen;
  }
}
