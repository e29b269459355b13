package dev.nnd.compiler.emit;

import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.FieldSpec;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.NameAllocator;
import com.palantir.javapoet.ParameterizedTypeName;
import com.palantir.javapoet.TypeName;
import com.palantir.javapoet.TypeSpec;
import dev.nnd.compiler.schedule.Pass;
import dev.nnd.compiler.schedule.Schedule;
import dev.nnd.compiler.schedule.Step;
import dev.nnd.compiler.schedule.Storage;
import dev.nnd.runtime.Batch;
import dev.nnd.runtime.DataSet;
import dev.nnd.runtime.DoubleTrainer;
import dev.nnd.runtime.FloatTrainer;
import dev.nnd.runtime.Inference;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.lang.model.element.Modifier;

/** The nested class that computes the gradients of a mini-batch; the runtime's loop drives it. */
final class TrainerEmitter {
  private static final String WEIGHTS = "exampleWeights";

  private final NetworkEmitter network;
  private final ForwardEmitter forward;
  private final Schedule schedule;
  private final NameAllocator names = new NameAllocator();
  private final List<Storage> copies = new ArrayList<>();
  private final Workspace workspace;
  private final References references;

  TrainerEmitter(NetworkEmitter network, ForwardEmitter forward) {
    this.network = network;
    this.forward = forward;
    this.schedule = network.schedules().training();
    List.of(WEIGHTS, "network", "forward", "parameters", "gradients", "size", "capacity", "batch").forEach(names::newName);
    List<Step> steps = schedule.steps(Pass.BACKWARD, Pass.UPDATE);
    for (Storage copy : Copies.readBy(schedule, steps)) {
      if (!forward.copies().contains(copy)) {
        copies.add(copy);
      }
    }
    List<Storage> buffers = new ArrayList<>(NetworkEmitter.buffers(steps));
    buffers.addAll(copies);
    workspace = new Workspace(network.numbers(), names, buffers, false);
    Map<Storage, String> fields = new LinkedHashMap<>(network.literals());
    forward.fed().forEach((storage, name) -> fields.put(storage, "forward." + name));
    fields.put(new Storage.ExampleWeights(), WEIGHTS);
    references = new References(
        network.parameterConstants(), fields, workspace, Map.of("forward", forward.workspace()), "forward.noise");
  }

  TypeSpec type() {
    ClassName self = network.self().nestedClass("Trainer");
    ClassName base = ClassName.get(network.numbers().isFloat() ? FloatTrainer.class : DoubleTrainer.class);
    TypeSpec.Builder type = TypeSpec.classBuilder("Trainer")
        .addJavadoc("Trains the network; the settings are those of the train block until they are changed.\n")
        .addModifiers(Modifier.PUBLIC, Modifier.STATIC, Modifier.FINAL)
        .superclass(ParameterizedTypeName.get(base, self))
        .addField(FieldSpec.builder(network.self(), "network", Modifier.PRIVATE, Modifier.FINAL).build())
        .addField(FieldSpec.builder(forward.name(), "forward", Modifier.PRIVATE).build());
    workspace.fields().forEach(type::addField);
    if (isWeighted()) {
      type.addField(FieldSpec.builder(network.numbers().vector(), WEIGHTS, Modifier.PRIVATE).build());
    }
    type.addMethod(MethodSpec.constructorBuilder()
        .addModifiers(Modifier.PRIVATE)
        .addParameter(network.self(), "network")
        .addStatement("super(SIGNATURE, network.parameters, PLAN)")
        .addStatement("this.network = network")
        .addStatement("prepare(1)")
        .build());
    MethodSpec.Builder prepare = protectedOverride("prepare", TypeName.VOID)
        .addParameter(int.class, "capacity")
        .beginControlFlow("if (forward != null && forward.capacity >= capacity)")
        .addStatement("return")
        .endControlFlow()
        .addStatement("forward = new $T(parameters, capacity)", forward.name())
        .addCode(workspace.allocation());
    if (isWeighted()) {
      prepare.addStatement("$L = new $T[capacity]", WEIGHTS, network.numbers().type());
    }
    type.addMethod(prepare.build());
    type.addMethod(lossAndGradient());
    StepRunner.add(
        type, "backward", "The gradients of the examples that were run.",
        schedule, Pass.BACKWARD, network.methods(), references);
    addUpdates(type);
    addChanges(type);
    return type.build();
  }

  private boolean isWeighted() {
    return schedule.storage().containsValue(new Storage.ExampleWeights());
  }

  private MethodSpec lossAndGradient() {
    MethodSpec.Builder method = protectedOverride("lossAndGradient", TypeName.DOUBLE)
        .addParameter(Batch.class, "batch");
    if (forward.drawsNoise()) {
      method.addStatement("forward.noise.at(plan().seed(), step())");
    }
    method.addStatement("forward.run(batch)").addStatement("forward.losses(batch)");
    CodeBlock lossSum = CodeBlock.of("forward.lossSum");
    if (isWeighted()) {
      method.addStatement("double lossSum = 0")
          .beginControlFlow("for (int n = 0; n < batch.size(); n++)")
          .addStatement("$L[n] = $LclassWeight(batch.label($L, n))",
              WEIGHTS, network.numbers().isFloat() ? "(float) " : "", labelConstant())
          .addStatement("lossSum += $L[n] * $L[n]", WEIGHTS, references.of(schedule.storage().get(schedule.loss().orElseThrow())))
          .endControlFlow();
      lossSum = CodeBlock.of("lossSum");
    }
    // The gradient may read what the regularizer computes on its way.
    boolean regularized = schedule.regularizer().isPresent();
    if (regularized) {
      method.addStatement("double regularizer = forward.regularizer()");
    }
    return method.addStatement("backward(batch.size())")
        .addStatement(regularized ? "return $L / batch.size() + regularizer" : "return $L / batch.size()", lossSum)
        .build();
  }

  /** All of them are computed before any is set: one may read another. */
  private void addUpdates(TypeSpec.Builder type) {
    if (network.model().couplesExamples()) {
      type.addMethod(protectedOverride("couplesExamples", TypeName.BOOLEAN).addStatement("return true").build());
    }
    if (schedule.updates().isEmpty()) {
      return;
    }
    StepRunner.add(
        type, "update", "What the states become after the examples that were run.",
        schedule, Pass.UPDATE, network.methods(), references);
    MethodSpec.Builder method = protectedOverride("updateStates", TypeName.VOID)
        .addParameter(int.class, "size")
        .addStatement("update(size)");
    schedule.updates().forEach((state, next) -> {
      Storage.Parameter kept = (Storage.Parameter) schedule.storage().get(state);
      method.addStatement("parameters.set($L, $L)",
          network.parameterConstants().get(kept), references.of(schedule.storage().get(next)));
    });
    type.addMethod(method.build());
  }

  /** The label by whose class examples are weighted: the first of the targets that is a single one. */
  private String labelConstant() {
    return network.model().targets().stream()
        .filter(fed -> fed.labels().isPresent() && fed.fedShape().isEmpty())
        .findFirst()
        .map(network::constant)
        .orElseThrow();
  }

  private void addChanges(TypeSpec.Builder type) {
    MethodSpec.Builder changed = protectedOverride("parametersChanged", TypeName.VOID);
    if (!forward.copies().isEmpty()) {
      changed.addStatement("forward.refresh()");
    }
    if (!copies.isEmpty()) {
      changed.addStatement("refresh()");
      Copies.addRefresh(type, copies, references);
    }
    type.addMethod(changed.build());
    type.addMethod(protectedOverride("inference", ClassName.get(Inference.class))
        .addStatement("return new Forward(parameters, $L)", ForwardEmitter.CAPACITY)
        .build());
    type.addMethod(MethodSpec.methodBuilder("lossAndGradient")
        .addJavadoc("At the parameters that the network has now.\n")
        .addModifiers(Modifier.PRIVATE)
        .returns(TypeName.DOUBLE)
        .addParameter(network.store(), "current")
        .addParameter(DataSet.class, "data")
        .addParameter(double[].class, "gradient")
        .addStatement("parameters.set(current)")
        .addStatement("return lossAndGradient(data, gradient)")
        .build());
    type.addMethod(protectedOverride("publish", TypeName.VOID)
        .addStatement("network.parameters = parameters.copy()")
        .build());
  }

  private static MethodSpec.Builder protectedOverride(String name, TypeName returns) {
    return MethodSpec.methodBuilder(name)
        .addAnnotation(Override.class)
        .addModifiers(Modifier.PROTECTED)
        .returns(returns);
  }
}
