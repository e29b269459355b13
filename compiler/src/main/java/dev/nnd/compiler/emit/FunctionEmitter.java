package dev.nnd.compiler.emit;

import com.palantir.javapoet.AnnotationSpec;
import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.FieldSpec;
import com.palantir.javapoet.JavaFile;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.NameAllocator;
import com.palantir.javapoet.TypeSpec;
import dev.nnd.compiler.expr.Leaf;
import dev.nnd.compiler.schedule.FunctionSchedule;
import dev.nnd.compiler.schedule.Routine;
import dev.nnd.compiler.schedule.Storage;
import dev.nnd.compiler.semantic.FunctionModel;
import dev.nnd.compiler.semantic.FunctionModel.Argument;
import dev.nnd.runtime.Generated;
import dev.nnd.runtime.Precision;
import dev.nnd.runtime.Version;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import javax.lang.model.element.Modifier;

/** The class of an exported function: static methods of plain numbers and arrays, which allocate no result. */
public final class FunctionEmitter {
  /** Names that the emitted code uses otherwise. */
  private static final Set<String> TAKEN = Set.of("Double", "Float", "Math", "String", "Object", "Override", "Generated");
  private static final int LONGEST_DERIVATION = 60;

  private final FunctionSchedule schedule;
  private final FunctionModel model;
  private final Numbers numbers;
  private final ClassName self;
  private final NameAllocator constants = new NameAllocator();
  private final Map<Storage.Constant, String> literals = new LinkedHashMap<>();
  private final Map<Argument, String> defaults = new HashMap<>();

  private FunctionEmitter(FunctionSchedule schedule, Precision precision, String packageName) {
    this.schedule = schedule;
    this.model = schedule.function().model();
    this.numbers = new Numbers(precision);
    this.self = ClassName.get(packageName, className(model.name()));
  }

  private static String className(String function) {
    String name = JavaNames.capitalized(function);
    return TAKEN.contains(name) || JavaNames.isOfJavaLang(name) ? name + "Function" : name;
  }

  /** The Java of a scheduled function. */
  public static NetworkEmitter.JavaClass emit(FunctionSchedule schedule, Precision precision, String packageName) {
    FunctionEmitter emitter = new FunctionEmitter(schedule, precision, packageName);
    JavaFile file = JavaFile.builder(packageName, emitter.type()).skipJavaLangImports(true).indent("  ").build();
    return new NetworkEmitter.JavaClass(emitter.self.simpleName(), Tidy.apply(file.toString()));
  }

  Numbers numbers() {
    return numbers;
  }

  FunctionModel model() {
    return model;
  }

  FunctionSchedule schedule() {
    return schedule;
  }

  Map<Storage.Constant, String> literals() {
    return literals;
  }

  /** What a call passes that leaves the argument out. */
  CodeBlock byDefault(Argument argument) {
    return argument.leaf().rank() == 0
        ? CodeBlock.of("$L", numbers.literal(argument.defaults().get(0)))
        : CodeBlock.of("$L", defaults.get(argument));
  }

  private TypeSpec type() {
    TypeSpec.Builder type = TypeSpec.classBuilder(self)
        .addModifiers(Modifier.PUBLIC, Modifier.FINAL)
        .addJavadoc("$L", javadoc())
        .addAnnotation(AnnotationSpec.builder(Generated.class)
            .addMember("value", "$S", "nndc " + Version.RUNTIME + ", from " + model.source())
            .build());
    addConstants(type);
    type.addStaticBlock(CodeBlock.builder()
        .addStatement("$T.check($S, $S)", Version.class, self.simpleName(), Version.RUNTIME)
        .build());
    type.addMethod(MethodSpec.constructorBuilder().addModifiers(Modifier.PRIVATE).build());
    new RoutineEmitter(this).methods().forEach(type::addMethod);
    return type.build();
  }

  private void addConstants(TypeSpec.Builder type) {
    if (!model.isOfOneNumber()) {
      type.addField(FieldSpec.builder(int.class, constants.newName("DIMENSION"), Modifier.PUBLIC, Modifier.STATIC, Modifier.FINAL)
          .addJavadoc("The number of components of all variables together.\n")
          .initializer("$L", model.dimension())
          .build());
    }
    Set<Leaf> leaves = new TreeSet<>(Comparator.comparingInt(Leaf::id));
    Map<Leaf, Storage.Constant> storages = new HashMap<>();
    for (Routine routine : schedule.routines()) {
      for (Storage storage : routine.placement().storage().values()) {
        if (storage instanceof Storage.Constant constant) {
          leaves.add(constant.leaf());
          storages.put(constant.leaf(), constant);
        }
      }
    }
    leaves.forEach(leaf -> {
      String name = constants.newName(JavaNames.constant(leaf.name()));
      literals.put(storages.get(leaf), name);
      type.addField(FieldSpec.builder(numbers.vector(), name, Modifier.PRIVATE, Modifier.STATIC, Modifier.FINAL)
          .initializer(Literals.constant(leaf, numbers))
          .build());
    });
    for (Argument argument : model.arguments()) {
      if (argument.isOptional() && argument.leaf().rank() > 0) {
        String name = constants.newName("DEFAULT_" + JavaNames.constant(argument.name()));
        defaults.put(argument, name);
        type.addField(FieldSpec.builder(
                numbers.array(argument.leaf().rank()), name, Modifier.PRIVATE, Modifier.STATIC, Modifier.FINAL)
            .initializer(nested(argument.defaults(), argument.leaf().shape()))
            .build());
      }
    }
  }

  /** {@code {{1.0, 2.0}, {3.0, 4.0}}}. */
  private CodeBlock nested(List<Double> elements, List<Integer> shape) {
    if (shape.isEmpty()) {
      return CodeBlock.of("$L", numbers.literal(elements.get(0)));
    }
    List<CodeBlock> parts = new ArrayList<>();
    int size = elements.size() / shape.get(0);
    for (int i = 0; i < shape.get(0); i++) {
      parts.add(nested(elements.subList(i * size, (i + 1) * size), shape.subList(1, shape.size())));
    }
    return CodeBlock.of("{$L}", CodeBlock.join(parts, ",$W"));
  }

  // ---- documentation

  private String javadoc() {
    StringBuilder text = new StringBuilder();
    model.doc().ifPresent(doc -> text.append(Comments.javadoc(doc.strip())).append("\n\n"));
    text.append("<pre>\n");
    List<String> lines = new FunctionHeader(schedule.pool(), schedule.function()).derivation();
    lines.stream().limit(LONGEST_DERIVATION).forEach(line ->
        text.append(line.isEmpty() ? "" : "  " + Comments.javadoc(line)).append('\n'));
    if (lines.size() > LONGEST_DERIVATION) {
      text.append("  … and ").append(lines.size() - LONGEST_DERIVATION).append(" lines more\n");
    }
    text.append("</pre>\n\n");
    text.append(sentences().stream().collect(Collectors.joining("\n"))).append('\n');
    return text.toString();
  }

  private List<String> sentences() {
    List<String> sentences = new ArrayList<>();
    boolean several = !model.isOfOneNumber() && model.variables().size() > 1;
    if (several) {
      sentences.add("The variables are one vector of " + model.dimension() + ": " + places() + ", matrices row by row.");
    }
    if (model.variables().size() < model.arguments().size()) {
      sentences.add("The derivatives without a name in theirs are by "
          + model.variables().stream().map(Argument::name).collect(Collectors.joining(", ")) + "; an argument with a default is a setting.");
    }
    sentences.add("All methods are safe for use by several threads; an array to be filled must be none of the arguments.");
    return sentences.stream().map(Comments::javadoc).toList();
  }

  private String places() {
    List<String> places = new ArrayList<>();
    int offset = 0;
    for (Argument variable : model.variables()) {
      places.add(variable.name() + " at " + offset + (variable.count() > 1 ? " to " + (offset + variable.count() - 1) : ""));
      offset += variable.count();
    }
    return String.join(", ", places);
  }
}
