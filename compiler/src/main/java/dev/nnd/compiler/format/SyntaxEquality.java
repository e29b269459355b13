package dev.nnd.compiler.format;

import dev.nnd.compiler.diagnostics.SourceFile;
import dev.nnd.compiler.diagnostics.Span;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Whether two syntax trees differ in their places at most. Their nodes are records, lists and plain values. */
final class SyntaxEquality {
  private final Map<Class<?>, List<Method>> accessors = new HashMap<>();

  private SyntaxEquality() {}

  static boolean equal(Object left, Object right) {
    return new SyntaxEquality().same(left, right);
  }

  private boolean same(Object left, Object right) {
    if (left instanceof Optional<?> one && right instanceof Optional<?> other) {
      return one.isPresent() ? other.isPresent() && same(one.get(), other.get()) : other.isEmpty();
    }
    if (left instanceof List<?> some && right instanceof List<?> others) {
      return sameElements(some, others);
    }
    if (left.getClass() != right.getClass()) {
      return false;
    }
    return left instanceof Record ? sameParts(left, right) : left.equals(right);
  }

  private boolean sameElements(List<?> left, List<?> right) {
    if (left.size() != right.size()) {
      return false;
    }
    for (int i = 0; i < left.size(); i++) {
      if (!same(left.get(i), right.get(i))) {
        return false;
      }
    }
    return true;
  }

  private boolean sameParts(Object left, Object right) {
    for (Method accessor : accessors.computeIfAbsent(left.getClass(), SyntaxEquality::accessors)) {
      if (!same(value(left, accessor), value(right, accessor))) {
        return false;
      }
    }
    return true;
  }

  private static List<Method> accessors(Class<?> node) {
    return Arrays.stream(node.getRecordComponents())
        .filter(part -> part.getType() != Span.class && part.getType() != SourceFile.class)
        .map(RecordComponent::getAccessor)
        .toList();
  }

  private static Object value(Object node, Method accessor) {
    try {
      return accessor.invoke(node);
    } catch (IllegalAccessException | InvocationTargetException e) {
      throw new IllegalStateException(e);
    }
  }
}
