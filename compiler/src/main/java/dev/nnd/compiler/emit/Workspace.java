package dev.nnd.compiler.emit;

import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.FieldSpec;
import com.palantir.javapoet.NameAllocator;
import com.palantir.javapoet.TypeName;
import dev.nnd.compiler.schedule.Storage;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.lang.model.element.Modifier;

/**
 * The buffers of one class: a field each, or where there are very many an array of those of one size, lest the class
 * outgrow what Java allows.
 */
final class Workspace {
  private static final int MOST_FIELDS = 64;

  private final Numbers numbers;
  private final NameAllocator names;
  private final Map<Storage, CodeBlock> references = new LinkedHashMap<>();
  private final List<FieldSpec> fields = new ArrayList<>();
  private final CodeBlock.Builder allocation = CodeBlock.builder();

  /**
   * @param names of the class
   * @param isFinal whether the buffers are made once, with the object
   */
  Workspace(Numbers numbers, NameAllocator names, List<Storage> buffers, boolean isFinal) {
    this.numbers = numbers;
    this.names = names;
    Modifier[] modifiers = isFinal ? new Modifier[] {Modifier.PRIVATE, Modifier.FINAL} : new Modifier[] {Modifier.PRIVATE};
    if (buffers.size() <= MOST_FIELDS) {
      buffers.forEach(buffer -> alone(buffer, modifiers));
    } else {
      grouped(buffers, modifiers);
    }
  }

  private void alone(Storage buffer, Modifier[] modifiers) {
    String name = names.newName(JavaNames.variable(buffer.label()));
    TypeName type = buffer.hasRows() ? numbers.matrix() : numbers.vector();
    fields.add(FieldSpec.builder(type, name, modifiers).build());
    allocation.addStatement("$L = new $T$L", name, numbers.type(), extents(buffer));
    references.put(buffer, CodeBlock.of("$L", name));
  }

  private void grouped(List<Storage> buffers, Modifier[] modifiers) {
    Map<String, List<Storage>> groups = new LinkedHashMap<>();
    buffers.forEach(buffer -> groups.computeIfAbsent(extents(buffer), key -> new ArrayList<>()).add(buffer));
    groups.forEach((extents, group) -> {
      boolean rows = group.get(0).hasRows();
      String name = names.newName(rows ? "rows" + width(group.get(0)) : "vectors" + width(group.get(0)));
      fields.add(FieldSpec.builder(rows ? numbers.matrices() : numbers.matrix(), name, modifiers).build());
      allocation.addStatement("$L = new $T[$L]$L", name, numbers.type(), group.size(), extents);
      for (int i = 0; i < group.size(); i++) {
        references.put(group.get(i), CodeBlock.of("$L[$L]", name, i));
      }
    });
  }

  private static String extents(Storage buffer) {
    if (buffer instanceof Storage.Rows rows) {
      return "[capacity][" + rows.columns() + "]";
    }
    if (buffer instanceof Storage.Copy copy) {
      return "[" + copy.layout().rows() + "][" + copy.layout().paddedColumns() + "]";
    }
    return buffer instanceof Storage.Flat flat ? "[" + flat.count() + "]" : "[capacity]";
  }

  private static String width(Storage buffer) {
    if (buffer instanceof Storage.Rows rows) {
      return String.valueOf(rows.columns());
    }
    if (buffer instanceof Storage.Copy copy) {
      return copy.layout().rows() + "x" + copy.layout().paddedColumns();
    }
    return buffer instanceof Storage.Flat flat ? String.valueOf(flat.count()) : "PerExample";
  }

  boolean holds(Storage storage) {
    return references.containsKey(storage);
  }

  /** The buffer as the class itself names it. */
  CodeBlock reference(Storage storage) {
    return references.get(storage);
  }

  List<FieldSpec> fields() {
    return fields;
  }

  /** Statements that make all buffers, for {@code capacity} examples. */
  CodeBlock allocation() {
    return allocation.build();
  }
}
