package dev.nnd.compiler.cli;

import dev.nnd.compiler.diagnostics.Suggestions;
import dev.nnd.compiler.semantic.Library;
import dev.nnd.compiler.syntax.CompilationUnit;
import dev.nnd.compiler.syntax.Declaration;
import dev.nnd.compiler.syntax.Expression;
import dev.nnd.compiler.syntax.Parts;
import dev.nnd.compiler.syntax.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** What the library says of its functions and layers. */
final class LibraryEntries {
  /**
   * A function or layer as it is written.
   *
   * @param part of the library that it belongs to; none for the core
   * @param body its formulas, the result last
   */
  private record Entry(
      String heading, Optional<String> part, String name, Optional<String> doc, String source, List<Expression> body) {
    String text() {
      String comment = doc.map(text -> text.strip().lines().map(line -> "/// " + line.strip() + "\n").reduce("", String::concat)).orElse("");
      return comment + source.strip() + "\n";
    }
  }

  /** By the name, and by {@code part.name} too. */
  private final Map<String, Entry> entries = new LinkedHashMap<>();
  private final Map<String, List<Entry>> parts = new LinkedHashMap<>();
  private final List<Entry> core = new ArrayList<>();

  LibraryEntries(Library library) {
    read(library.core(), Optional.empty(), core);
    for (String part : library.partNames()) {
      List<Entry> ofPart = new ArrayList<>();
      read(library.part(part), Optional.of(part), ofPart);
      parts.put(part, ofPart);
    }
  }

  private void read(CompilationUnit unit, Optional<String> part, List<Entry> into) {
    for (Declaration declaration : unit.declarations()) {
      if (declaration instanceof Declaration.FnDecl fn) {
        add(new Entry("fn", part, fn.name().name(), fn.doc(), fn.span().text(), body(fn.body(), fn.result())), into);
      } else if (declaration instanceof Declaration.LayerDecl layer) {
        add(
            new Entry("layer", part, layer.name().name(), layer.doc(), layer.span().text(), body(layer.body(), layer.result())),
            into);
      }
    }
  }

  private void add(Entry entry, List<Entry> into) {
    into.add(entry);
    entries.putIfAbsent(entry.name(), entry);
    entries.put(entry.part().orElse("core") + "." + entry.name(), entry);
  }

  private static List<Expression> body(List<Statement> statements, Expression result) {
    List<Expression> body = new ArrayList<>();
    for (Statement statement : statements) {
      if (statement instanceof Statement.Definition definition) {
        body.add(definition.value());
      } else if (statement instanceof Statement.RepeatDecl repeat) {
        body.addAll(body(repeat.body(), repeat.count()));
      }
    }
    body.add(result);
    return body;
  }

  /** One entry, with what it hands its work to; of a part, or without a name, a line for each. */
  String show(String name) {
    if (name.isEmpty()) {
      return list();
    }
    if (parts.containsKey(name) || name.equals("core")) {
      return list(parts.getOrDefault(name, core));
    }
    Entry entry = Optional.ofNullable(entries.get(name)).orElseThrow(() -> unknown(name));
    StringBuilder text = new StringBuilder(entry.part().map(part -> "import nnd." + part + "\n\n").orElse("") + entry.text());
    delegates(entry).forEach(other -> text.append('\n').append(other.text()));
    return text.toString();
  }

  /** What the entry is but another name of, and undocumented functions, which serve others only. */
  private Set<Entry> delegates(Entry entry) {
    Set<Entry> found = new LinkedHashSet<>();
    List<Entry> open = new ArrayList<>(List.of(entry));
    for (int i = 0; i < open.size(); i++) {
      Set<String> names = new LinkedHashSet<>();
      List<Expression> body = open.get(i).body();
      body.forEach(formula -> functions(formula, names));
      Set<String> whole = new LinkedHashSet<>();
      if (body.size() == 1 && body.get(0) instanceof Expression.Call call) {
        whole.add(call.function().name());
        call.arguments().forEach(argument -> functions(argument.value(), whole));
      }
      for (String name : names) {
        Optional<Entry> other = Optional.ofNullable(entries.get(name));
        other.filter(candidate -> candidate != entry && (whole.contains(name) || candidate.doc().isEmpty()))
            .filter(found::add)
            .ifPresent(open::add);
      }
    }
    return found;
  }

  /** The names that a formula calls or passes on. */
  private static void functions(Expression formula, Set<String> names) {
    if (formula instanceof Expression.Call call) {
      names.add(call.function().name());
    } else if (formula instanceof Expression.Name name) {
      names.add(name.name());
    }
    Parts.of(formula).forEach(part -> functions(part, names));
  }

  private InputException unknown(String name) {
    Set<String> known = new TreeSet<>(entries.keySet());
    known.addAll(parts.keySet());
    String similar = Suggestions.closest(name, known).map(found -> "; did you mean nnd:" + found + "?").orElse("");
    return new InputException("the library has no " + name + similar);
  }

  private String list() {
    StringBuilder list = new StringBuilder(list(core));
    parts.forEach((part, ofPart) -> list.append("\nimport nnd.").append(part).append("\n\n").append(list(ofPart)));
    return list.toString();
  }

  private static String list(List<Entry> entries) {
    StringBuilder list = new StringBuilder();
    int width = entries.stream().mapToInt(entry -> entry.name().length()).max().orElse(0) + 2;
    entries.forEach(entry -> list.append(
        String.format(
            "%-5s  %-" + width + "s%s", entry.heading(), entry.name(), entry.doc().map(LibraryEntries::firstLine).orElse("")).stripTrailing())
        .append('\n'));
    return list.toString();
  }

  private static String firstLine(String doc) {
    return doc.strip().lines().findFirst().orElse("").strip();
  }
}
