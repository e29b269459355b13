package dev.nnd.compiler.emit;

import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.FieldSpec;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.NameAllocator;
import com.palantir.javapoet.ParameterizedTypeName;
import com.palantir.javapoet.TypeName;
import com.palantir.javapoet.TypeSpec;
import dev.nnd.compiler.expr.Range;
import dev.nnd.compiler.semantic.Model;
import dev.nnd.runtime.Field;
import dev.nnd.runtime.Metric;
import dev.nnd.runtime.Output;
import dev.nnd.runtime.Parameter;
import dev.nnd.runtime.Precision;
import dev.nnd.runtime.Signature;
import dev.nnd.runtime.TrainingPlan;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.lang.model.element.Modifier;

/** What the class says of itself: its signature, and the train block. */
final class SignatureEmitter {
  private static final int MOST_PARAMETERS_AT_ONCE = 50;

  private final NetworkEmitter network;

  SignatureEmitter(NetworkEmitter network) {
    this.network = network;
  }

  void addTo(TypeSpec.Builder type, NameAllocator names) {
    Model model = network.model();
    CodeBlock signature = CodeBlock.builder()
        .add("new $T(\n", Signature.class).indent().indent()
        .add("$S,\n$S,\n$T.$L,\n", model.name(), model.source(), Precision.class, network.numbers().precision())
        .add("$L,\n", list(model.inputs().stream().map(SignatureEmitter::field).toList()))
        .add("$L,\n", list(model.targets().stream().map(SignatureEmitter::field).toList()))
        .add("$L,\n", parameters(type))
        .add("$L,\n", list(outputs()))
        .add("$L)", list(model.metrics().stream().map(SignatureEmitter::metric).toList())).unindent().unindent()
        .build();
    type.addField(FieldSpec.builder(Signature.class, "SIGNATURE", Modifier.PRIVATE, Modifier.STATIC, Modifier.FINAL)
        .initializer(signature)
        .build());
    type.addField(FieldSpec.builder(TrainingPlan.class, "PLAN", Modifier.PRIVATE, Modifier.STATIC, Modifier.FINAL)
        .initializer(CodeBlock.builder().indent().indent().add(Literals.plan(model.plan())).unindent().unindent().build())
        .build());
  }

  private static CodeBlock list(List<CodeBlock> items) {
    CodeBlock joined = CodeBlock.join(items, ",\n");
    return items.size() < 2
        ? CodeBlock.of("$T.of($L)", List.class, joined)
        : CodeBlock.builder().add("$T.of(\n", List.class).indent().indent().add(joined).add(")").unindent().unindent().build();
  }

  private static CodeBlock metric(Metric metric) {
    return switch (metric.kind()) {
      case MEAN -> CodeBlock.of("$T.mean($S)", Metric.class, metric.name());
      case R2 -> CodeBlock.of("$T.r2($S, $L)", Metric.class, metric.name(), metric.width());
      case CONFUSION -> {
        CodeBlock matrix =
            CodeBlock.of("$T.confusion($S, $L, $L)", Metric.class, metric.name(), metric.width(), metric.classes());
        yield metric.labels().isEmpty() ? matrix : CodeBlock.of("$L.withLabels($L)", matrix, Literals.strings(metric.labels()));
      }
    };
  }

  private static CodeBlock field(Model.Fed fed) {
    CodeBlock.Builder code = CodeBlock.builder();
    if (fed.isCategorical()) {
      String kind = fed.labels().isPresent() ? "label" : "index";
      code.add("$T.$L($S, $L$L)", Field.class, kind, fed.name(), fed.categories(), Literals.sizes(fed.fedShape()));
      List<String> names = fed.labels().map(Model.Labels::names).orElse(List.of());
      if (!names.isEmpty()) {
        code.add(".withLabels($L)", Literals.strings(names));
      }
    } else {
      code.add("$T.real($S$L)", Field.class, fed.name(), Literals.sizes(fed.leaf().shape()));
      Range range = fed.leaf().facts().range();
      if (!range.equals(Range.ALL)) {
        code.add(".in($L, $L)", bound(range.low()), bound(range.high()));
      }
    }
    if (!fed.columns().isEmpty()) {
      code.add("$Z.from($L)", Literals.strings(fed.columns()));
    }
    return fed.standardized() ? code.add(".standardize()").build() : code.build();
  }

  private static CodeBlock bound(double value) {
    if (Double.isInfinite(value)) {
      return CodeBlock.of("$T.$L", Double.class, value < 0 ? "NEGATIVE_INFINITY" : "POSITIVE_INFINITY");
    }
    return CodeBlock.of("$L", value);
  }

  /** The list of parameters; of very many, put together by methods that are each small enough to compile. */
  private CodeBlock parameters(TypeSpec.Builder type) {
    List<Model.Kept> kept = new ArrayList<>(network.model().parameters());
    kept.addAll(network.model().states());
    List<CodeBlock> items = new ArrayList<>();
    for (int i = 0; i < kept.size(); i++) {
      items.add(Literals.parameter(kept.get(i), network.schedule().parameters().get(i)));
    }
    if (items.size() <= MOST_PARAMETERS_AT_ONCE) {
      return list(items);
    }
    TypeName listType = ParameterizedTypeName.get(ClassName.get(List.class), ClassName.get(Parameter.class));
    MethodSpec.Builder all = MethodSpec.methodBuilder("allParameters")
        .addModifiers(Modifier.PRIVATE, Modifier.STATIC)
        .returns(listType)
        .addStatement("$T all = new $T<>()", listType, ArrayList.class);
    for (int from = 0; from < items.size(); from += MOST_PARAMETERS_AT_ONCE) {
      String part = "parameters" + from / MOST_PARAMETERS_AT_ONCE;
      CodeBlock.Builder body = CodeBlock.builder();
      items.subList(from, Math.min(items.size(), from + MOST_PARAMETERS_AT_ONCE))
          .forEach(item -> body.addStatement("all.add($L)", item));
      type.addMethod(MethodSpec.methodBuilder(part)
          .addModifiers(Modifier.PRIVATE, Modifier.STATIC)
          .addParameter(listType, "all")
          .addCode(body.build())
          .build());
      all.addStatement("$L(all)", part);
    }
    type.addMethod(all.addStatement("return all").build());
    return CodeBlock.of("allParameters()");
  }

  private List<CodeBlock> outputs() {
    return network.model().outputs().stream().map(name -> {
      List<Integer> shape = network.schedule().network().value(name).shape();
      CodeBlock output = CodeBlock.of("$T.of($S$L)", Output.class, name, Literals.sizes(shape));
      Optional<Model.Labels> labels = Optional.ofNullable(network.model().predicted().get(name));
      if (labels.isEmpty()) {
        return output;
      }
      return labels.get().names().isEmpty()
          ? CodeBlock.of("$L.withClasses($L)", output, labels.get().count())
          : CodeBlock.of("$L.withLabels($L)", output, Literals.strings(labels.get().names()));
    }).toList();
  }
}
