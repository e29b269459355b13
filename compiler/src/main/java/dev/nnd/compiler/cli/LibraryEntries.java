package dev.nnd.compiler.cli;

import dev.nnd.compiler.diagnostics.Suggestions;
import dev.nnd.compiler.semantic.Library;
import dev.nnd.compiler.syntax.Declaration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** What the library says of its functions and layers. */
final class LibraryEntries {
  /** A function or layer as it is written. */
  private record Entry(String heading, Optional<String> doc, String source) {}

  private final Map<String, Entry> entries = new LinkedHashMap<>();

  LibraryEntries(Library library) {
    for (Declaration declaration : library.core().declarations()) {
      if (declaration instanceof Declaration.FnDecl fn) {
        entries.put(fn.name().name(), new Entry("fn", fn.doc(), fn.span().text()));
      } else if (declaration instanceof Declaration.LayerDecl layer) {
        entries.put(layer.name().name(), new Entry("layer", layer.doc(), layer.span().text()));
      }
    }
  }

  /** One entry; without a name a line for each. */
  String show(String name) {
    if (name.isEmpty()) {
      return list();
    }
    Entry entry = Optional.ofNullable(entries.get(name)).orElseThrow(() -> unknown(name));
    String doc = entry.doc().map(text -> text.strip().lines().map(line -> "/// " + line.strip() + "\n").reduce("", String::concat)).orElse("");
    return doc + entry.source().strip() + "\n";
  }

  private InputException unknown(String name) {
    String similar = Suggestions.closest(name, entries.keySet()).map(found -> "; did you mean nnd:" + found + "?").orElse("");
    return new InputException("the library has no " + name + similar);
  }

  private String list() {
    StringBuilder list = new StringBuilder();
    int width = entries.keySet().stream().mapToInt(String::length).max().orElse(0) + 2;
    entries.forEach((name, entry) -> list.append(
        String.format("%-5s  %-" + width + "s%s", entry.heading(), name, entry.doc().map(LibraryEntries::firstLine).orElse("")).stripTrailing())
        .append('\n'));
    return list.toString();
  }

  private static String firstLine(String doc) {
    return doc.strip().lines().findFirst().orElse("").strip();
  }
}
