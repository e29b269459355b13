package dev.nnd.compiler.cli.data;

import dev.nnd.runtime.Field;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/**
 * How the columns of a field's elements may be named, row-major: {@code x[0]}, {@code x[1]}, … counted through, and of a
 * matrix also {@code x[0][0]}, {@code x[0][1]}, … or {@code x[0,0]}, {@code x[0,1]}, … The column of a single element may
 * have the name of the field alone.
 */
record ElementNames(Field field) {
  /** Each way to name all elements. */
  List<List<String>> ways() {
    List<List<String>> ways = new ArrayList<>();
    if (field.components() == 1) {
      ways.add(List.of(field.name()));
    }
    ways.add(names(at -> "[" + at + "]"));
    if (field.shape().size() > 1) {
      ways.add(names(at -> indices(at, "][")));
      ways.add(names(at -> indices(at, ",")));
    }
    return ways;
  }

  private List<String> names(IntFunction<String> suffix) {
    return IntStream.range(0, field.components()).mapToObj(at -> field.name() + suffix.apply(at)).toList();
  }

  private String indices(int at, String between) {
    StringBuilder text = new StringBuilder("]");
    int rest = at;
    for (int axis = field.shape().size() - 1; axis >= 0; axis--) {
      int size = field.shape().get(axis);
      text.insert(0, (axis == 0 ? "[" : between) + rest % size);
      rest /= size;
    }
    return text.toString();
  }
}
