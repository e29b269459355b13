package dev.nnd.compiler.emit;

import com.palantir.javapoet.CodeBlock;
import dev.nnd.compiler.expr.Leaf;
import dev.nnd.compiler.schedule.Schedule;
import dev.nnd.compiler.schedule.Step;
import dev.nnd.compiler.schedule.Storage;
import java.util.Map;

/** How the class names what is stored, seen from one of its nested classes. */
final class References {
  private final Map<Storage.Parameter, String> parameterConstants;
  private final Map<Storage, String> fields;
  private final Workspace own;
  private final Map<String, Workspace> others;
  private final String noise;

  /**
   * @param parameterConstants the number of each parameter
   * @param fields of the top-level class: literals
   * @param own the buffers of the nested class itself
   * @param others those of objects that it holds, by the name of the field that holds them
   * @param noise what draws
   */
  References(
      Map<Storage.Parameter, String> parameterConstants,
      Map<Storage, String> fields,
      Workspace own,
      Map<String, Workspace> others,
      String noise) {
    this.parameterConstants = parameterConstants;
    this.fields = fields;
    this.own = own;
    this.others = others;
    this.noise = noise;
  }

  CodeBlock of(Storage storage) {
    if (storage instanceof Storage.Parameter parameter) {
      return rows("parameters", parameter);
    }
    if (storage instanceof Storage.Gradient gradient) {
      return rows("gradients", gradient.of());
    }
    if (fields.containsKey(storage)) {
      return CodeBlock.of("$L", fields.get(storage));
    }
    if (own.holds(storage)) {
      return own.reference(storage);
    }
    for (Map.Entry<String, Workspace> other : others.entrySet()) {
      if (other.getValue().holds(storage)) {
        return CodeBlock.of("$L.$L", other.getKey(), other.getValue().reference(storage));
      }
    }
    throw new IllegalStateException("nowhere: " + storage);
  }

  private CodeBlock rows(String store, Storage.Parameter parameter) {
    String constant = parameterConstants.get(parameter);
    return parameter.hasRows()
        ? CodeBlock.of("$L.rows($L)", store, constant)
        : CodeBlock.of("$L.rows($L)[0]", store, constant);
  }

  /** The statement of a step. */
  CodeBlock statement(Step step, Schedule schedule, Methods methods) {
    return step instanceof Step.Draw draw ? draw(draw) : call(methods.call(step, schedule));
  }

  private CodeBlock draw(Step.Draw draw) {
    String distribution = draw.tensor().kind() == Leaf.Kind.NORMAL_NOISE ? "normal" : "uniform";
    return CodeBlock.builder().addStatement("$L.$L($L, $L, size)", noise, distribution, draw.site(), of(draw.target())).build();
  }

  private CodeBlock call(Methods.StepCall call) {
    CodeBlock arguments = call.storages().stream().map(this::of).collect(CodeBlock.joining(",$W"));
    String size = call.sized() ? call.storages().isEmpty() ? "size" : ",$Wsize" : "";
    return CodeBlock.builder().addStatement("$L($L" + size + ")", call.name(), arguments).build();
  }
}
