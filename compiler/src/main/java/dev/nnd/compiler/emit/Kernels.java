package dev.nnd.compiler.emit;

import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.TypeSpec;
import dev.nnd.compiler.expr.Axis;
import dev.nnd.compiler.schedule.Contraction;
import dev.nnd.compiler.schedule.Schedule;
import dev.nnd.compiler.schedule.Storage;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.lang.model.element.Modifier;

/**
 * The products of matrices, each size once. A whole row is the unit of work: up to eight rows are scaled and added at
 * a time, in ascending order, which Java's compiler turns into vector instructions.
 */
final class Kernels {
  private static final int ROWS_AT_ONCE = 8;

  private final Numbers numbers;
  private final Map<String, MethodSpec> methods = new LinkedHashMap<>();

  Kernels(Numbers numbers) {
    this.numbers = numbers;
  }

  /** The class that holds them. */
  TypeSpec type() {
    return TypeSpec.classBuilder("Kernels")
        .addJavadoc("Products of matrices, eight rows at a time.\n")
        .addModifiers(Modifier.PRIVATE, Modifier.STATIC, Modifier.FINAL)
        .addMethods(methods.values())
        .build();
  }

  /** How the scaling operand is read, for line a and summed k. */
  private enum Scale {
    NONE,
    BY_SUMMED,
    BY_LINE_AND_SUMMED,
    BY_SUMMED_AND_LINE
  }

  /**
   * A call of the kernel for this contraction.
   *
   * @param target where the result goes
   * @param adds whether it is added to what lies there
   */
  CodeBlock call(Contraction contraction, Schedule schedule, Storage target, Operands operands, boolean adds) {
    Map<?, Storage> storage = schedule.storage();
    Scale scale = scale(contraction, storage);
    String method = method(contraction, scale, adds);
    CodeBlock.Builder call = CodeBlock.builder().add("Kernels.$L(", method);
    contraction.scale().ifPresent(access -> call.add("$L, ", operands.name(storage.get(access.tensor()))));
    call.add("$L, $L", operands.name(schedule.rows(contraction)), operands.name(target));
    if (contraction.summed().isBatch() || contraction.line().filter(Axis::isBatch).isPresent()) {
      call.add(", $L", operands.size());
    }
    return CodeBlock.builder().addStatement("$L)", call.build()).build();
  }

  private static Scale scale(Contraction contraction, Map<?, Storage> storage) {
    if (contraction.scale().isEmpty()) {
      return Scale.NONE;
    }
    if (contraction.line().isEmpty()) {
      return Scale.BY_SUMMED;
    }
    boolean lineFirst = Contraction.axesOf(contraction.scale().get()).get(0).equals(contraction.line().get());
    Storage where = storage.get(contraction.scale().get().tensor());
    boolean turned = where instanceof Storage.Parameter parameter && parameter.isTransposed();
    return lineFirst != turned ? Scale.BY_LINE_AND_SUMMED : Scale.BY_SUMMED_AND_LINE;
  }

  private static String extent(Axis axis) {
    return axis.isBatch() ? "N" : String.valueOf(axis.size());
  }

  private String method(Contraction contraction, Scale scale, boolean adds) {
    String sizes = contraction.line().map(axis -> extent(axis) + "x").orElse("")
        + extent(contraction.summed()) + "x" + contraction.column().size();
    String what = switch (scale) {
      case NONE -> "sumRows";
      case BY_SUMMED -> "combineRows";
      case BY_LINE_AND_SUMMED -> "multiply";
      case BY_SUMMED_AND_LINE -> "multiplyTransposed";
    };
    String name = what + (adds ? "Adding" : "") + sizes;
    if (!methods.containsKey(name)) {
      methods.put(name, kernel(name, contraction, scale, adds));
    }
    return name;
  }

  private MethodSpec kernel(String name, Contraction contraction, Scale scale, boolean adds) {
    boolean lines = contraction.line().isPresent();
    boolean sized = contraction.summed().isBatch() || contraction.line().filter(Axis::isBatch).isPresent();
    MethodSpec.Builder method = MethodSpec.methodBuilder(name)
        .addModifiers(Modifier.STATIC)
        .addJavadoc(formula(scale, lines, adds) + ", in ascending order of k.\n");
    if (scale != Scale.NONE) {
      method.addParameter(scale == Scale.BY_SUMMED ? numbers.vector() : numbers.matrix(), "a");
    }
    method.addParameter(numbers.matrix(), "b");
    method.addParameter(lines ? numbers.matrix() : numbers.vector(), "c");
    if (sized) {
      method.addParameter(int.class, "size");
    }
    CodeBlock.Builder body = CodeBlock.builder();
    if (lines && contraction.line().get().isBatch()) {
      batchLines(body, contraction, scale, adds);
    } else {
      fixedLines(body, contraction, scale, adds);
    }
    return method.addCode(body.build()).build();
  }

  private static String formula(Scale scale, boolean lines, boolean adds) {
    String sum = switch (scale) {
      case NONE -> "Σ b[k]";
      case BY_SUMMED -> "Σ a[k] b[k]";
      case BY_LINE_AND_SUMMED -> "Σ a[i][k] b[k]";
      case BY_SUMMED_AND_LINE -> "Σ a[k][i] b[k]";
    };
    return (lines ? "c[i]" : "c") + (adds ? " += " : " = ") + sum;
  }

  /** The rows of b stay in the cache while the examples pass by. */
  private void batchLines(CodeBlock.Builder body, Contraction contraction, Scale scale, boolean adds) {
    int summed = contraction.summed().size();
    int columns = contraction.column().size();
    if (!adds) {
      body.beginControlFlow("for (int i = 0; i < size; i++)")
          .addStatement("$T.fill(c[i], $L)", Arrays.class, numbers.zero())
          .endControlFlow();
    }
    int whole = summed - summed % ROWS_AT_ONCE;
    if (whole > 0) {
      boolean once = whole == ROWS_AT_ONCE;
      if (!once) {
        body.beginControlFlow("for (int k = 0; k < $L; k += $L)", whole, ROWS_AT_ONCE);
      }
      block(body, ROWS_AT_ONCE, columns, scale, once ? "" : "k", 0, true);
      if (!once) {
        body.endControlFlow();
      }
    }
    if (summed > whole) {
      block(body, summed - whole, columns, scale, "", whole, true);
    }
  }

  private void fixedLines(CodeBlock.Builder body, Contraction contraction, Scale scale, boolean adds) {
    int columns = contraction.column().size();
    boolean lines = contraction.line().isPresent();
    if (lines) {
      body.beginControlFlow("for (int i = 0; i < $L; i++)", contraction.line().get().size());
    }
    if (!adds) {
      body.addStatement("$T.fill($L, $L)", Arrays.class, lines ? "c[i]" : "c", numbers.zero());
    }
    String limit = contraction.summed().isBatch() ? "size" : String.valueOf(contraction.summed().size());
    body.addStatement("int k = 0");
    body.beginControlFlow("for (; k + $L <= $L; k += $L)", ROWS_AT_ONCE, limit, ROWS_AT_ONCE);
    block(body, ROWS_AT_ONCE, columns, scale, "k", 0, false);
    body.endControlFlow();
    body.beginControlFlow("for (; k < $L; k++)", limit);
    block(body, 1, columns, scale, "k", 0, false);
    body.endControlFlow();
    if (lines) {
      body.endControlFlow();
    }
  }

  /** Some rows from k on, scaled and added. */
  private void block(
      CodeBlock.Builder body, int rows, int columns, Scale scale, String k, int offset, boolean overExamples) {
    CodeBlock.Builder call = CodeBlock.builder();
    if (overExamples) {
      body.beginControlFlow("for (int i = 0; i < size; i++)");
    }
    boolean lines = scale == Scale.BY_LINE_AND_SUMMED || scale == Scale.BY_SUMMED_AND_LINE;
    call.add("$L(", adder(rows, columns, scale)).add(lines ? "c[i]" : "c");
    for (int r = 0; r < rows; r++) {
      String at = k.isEmpty() ? String.valueOf(offset + r) : r == 0 ? k : k + " + " + r;
      switch (scale) {
        case NONE -> { }
        case BY_SUMMED -> call.add(",$Wa[$L]", at);
        case BY_LINE_AND_SUMMED -> call.add(",$Wa[i][$L]", at);
        case BY_SUMMED_AND_LINE -> call.add(",$Wa[$L][i]", at);
      }
      call.add(",$Wb[$L]", at);
    }
    body.addStatement("$L)", call.build());
    if (overExamples) {
      body.endControlFlow();
    }
  }

  private String adder(int rows, int columns, Scale scale) {
    boolean scaled = scale != Scale.NONE;
    String name = (scaled ? "addScaled" : "add") + rows + "x" + columns;
    if (methods.containsKey(name)) {
      return name;
    }
    MethodSpec.Builder method = MethodSpec.methodBuilder(name)
        .addModifiers(Modifier.STATIC)
        .addJavadoc(scaled ? "c += Σ a b, row by row.\n" : "c += Σ b, row by row.\n")
        .addParameter(numbers.vector(), "c");
    CodeBlock value = CodeBlock.of("c[j]");
    for (int r = 0; r < rows; r++) {
      if (scaled) {
        method.addParameter(numbers.type(), "a" + r);
      }
      method.addParameter(numbers.vector(), "b" + r);
      value = scaled
          ? CodeBlock.of("$T.fma(a$L,$Wb$L[j],$W$L)", Math.class, r, r, value)
          : CodeBlock.of("$L$W+ b$L[j]", value, r);
    }
    methods.put(name, method
        .beginControlFlow("for (int j = 0; j < $L; j++)", columns)
        .addStatement("c[j] = $L", value)
        .endControlFlow()
        .build());
    return name;
  }
}
