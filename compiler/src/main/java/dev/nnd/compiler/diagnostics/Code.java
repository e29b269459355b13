package dev.nnd.compiler.diagnostics;

import java.util.Arrays;
import java.util.Optional;

/**
 * The catalogue of diagnostics. E01 is syntax, E02 shapes, E03 names, E04 kinds and arity, E05 limits, E06 data, W09
 * warnings. A code, once published, keeps its meaning.
 */
public enum Code {
  UNEXPECTED("E0101", "expected %s, found %s", """
            The text fits none of the forms that may stand here. The title tells what could."""),
  MISSING_OPERAND("E0102", "expected an expression after %s", """
            An operator, a bracket or a keyword is followed by nothing that could be its operand. An expression begins with \
            a number, a name, `(`, `[`, `-`, `not` or `if`. A statement's keyword followed by a name on the same line, such \
            as `output p`, begins a statement and is never an operand."""),
  UNCLOSED_BRACKET("E0103", "expected `%s` to close the `%s` opened at line %s", """
            A bracket was opened and the text goes on with something that cannot stand inside it."""),
  UNKNOWN_STATEMENT("E0104", "unknown statement `%s`", """
            A line begins with two words, but the first one is no statement's keyword. A definition is written `name = expr`."""),
  MISSING_EQUALS("E0105", "expected `=` after `%s`", """
            A definition is written `name = expr`, `name : [n] = expr` or `name[i, j] = expr`."""),
  FOREIGN_SIGN("E0106", "`%s` is written %s", """
            Operators and quotes are ASCII: `*` for a product, `-` for a minus, `/` for a quotient, `^` for a power, `<=` \
            `>=` `!=` for comparisons, `"` for quotes, and the words `and`, `or`, `not` for logic."""),
  UNKNOWN_CHARACTER("E0107", "the language has no %s", """
            The character belongs to no token. Names consist of letters, digits and `_`, and may be Unicode letters."""),
  CHAINED_COMPARISON("E0108", "comparisons cannot be chained", """
            `a < b < c` has no meaning here, since a comparison gives a truth value. Write `a < b and b < c`."""),
  AMBIGUOUS_JUXTAPOSITION("E0109", "`%s` needs parentheses", """
            A number directly before a name or `(` multiplies. After a power this could be read in two ways: `2^3x` as \
            `2^3 * x` or as `2^(3x)`. Say which."""),
  NOT_CALLABLE("E0110", "only a name may be called", """
            Arguments in parentheses follow a function's or layer's name, `f(x)`, and a layer's application follows its \
            settings, `dense(8)(x)`. A product with a parenthesis needs `*`, except directly after a number."""),
  MISSING_INITIALISER("E0111", "param `%s` needs an initialiser", """
            What is trained must start somewhere: `param W : [3, 4] ~ glorot_uniform` draws it, `param b : [3] = 0` gives it."""),
  UNCLOSED_TEXT("E0112", "this %s has no end", """
            A string ends with `"` on its line; a block comment ends with `*/` and does not nest."""),
  INCOMPLETE_CONDITION("E0113", "expected `%s` after the %s of `if`", """
            The form is `if c then a else b`. Since it always has a value, it always has an `else`."""),
  CONDITION_AS_OPERAND("E0114", "`if` as an operand needs parentheses", """
            `1 + if c then a else b + 2` would be hard to read. Write `1 + (if c then a else b) + 2`."""),
  MISPLACED_STATEMENT("E0115", "%s cannot stand %s", """
            At top level stand imports, sizes, constants, classes, functions, layers and networks; inputs, parameters, \
            values, outputs and training belong in a network; a function's block holds definitions and ends with `return`."""),
  ASSIGNMENT_IN_EXPRESSION("E0116", "`=` defines, `==` compares", """
            Within an expression two values are compared with `==`. In a definition the name stands alone before one `=`."""),
  NOT_AN_INDEX("E0117", "an index is a name, perhaps with a bound", """
            The indices of a definition or a reduction are names, each with a constant bound where one is needed: \
            `C[i, k] = …`, `sum(j: …)`, `max(r < 2, s < 2: …)`."""),
  BIDIRECTIONAL_CONTROL("E0118", "a bidirectional control character (%s) is not accepted", """
            Such characters make an editor show another text than the compiler reads. They are refused even in comments."""),
  MISSING_OPERATOR("E0119", "expected an operator between `%s` and `%s`", """
            Two operands stand side by side. A product is written `a * b`; only a number may be directly followed, without a \
            space, by a name or `(`."""),
  MISSING_NAME("E0120", "expected a name after %s", """
            What is declared needs a name on the line of its keyword."""),
  MISSING_RETURN("E0121", "%s must end with `return`", """
            A block of a function or layer ends with `return expr`, and has no other."""),
  NO_STATEMENT("E0122", "expected a statement, found %s", """
            A statement begins with a keyword or with the name it defines."""),
  NOT_A_MEMBER("E0123", "`%s` names no part of a value", """
            After a point stands a name or the number of a repeat's round: `h.W`, `h.0.W`."""),
  RESERVED_WORD("E0124", "`%s` is reserved", """
            `if then else and or not` cannot be names. All other keywords can."""),
  UNOPENED_BRACKET("E0125", "`%s` closes nothing", """
            There is a closing bracket without an opening one before it."""),
  BAD_ESCAPE("E0126", "a string knows no `%s`", """
            Within a string `\\"` is a quote and `\\\\` a backslash."""),
  TOO_DEEP("E0127", "nesting deeper than %s", """
            Brackets, powers, signs, suffixes and `if`s nest at most 1,000 deep. Name the inner parts."""),
  NUMBER_TOO_LARGE("E0128", "`%s` is too large for a number", """
            The largest number is about 1.8e308."""),
  NUMBER_TOO_SMALL("E0129", "`%s` is not zero but too small for a number", """
            The smallest positive number is about 4.9e-324."""),
  POSITIONAL_AFTER_NAMED("E0130", "a positional argument after a named one", """
            Arguments without a name come first: `adam(0.01, beta1 = 0.8)`."""),
  NO_OBJECTS("E0132", "there are no %s such as `%s`", """
            Values have no methods, and no fields that could be set. Functions take their values in parentheses, `sum(x)`, \
            a layer is applied to its input, `dense(8)(x)`, and each value is defined by a name of its own."""),
  BRACES_IN_FORMULA("E0133", "braces hold statements, not parts of a formula", """
            Parts of a formula are put together by parentheses. A number of elements stands in brackets, `[1, 2]`, and so \
            does an index, `x[1]`."""),
  NO_DECIMAL("E0134", "`%s` is no decimal number", """
            Numbers are `3`, `2.5` and `1e-4`. There are no hexadecimal ones, and nothing separates groups of digits."""),
  SHAPES_DISAGREE("E0201", "%s needs equal shapes, not %s and %s", """
            Values are combined element by element, and only scalars broadcast. Whatever else corresponds is told with \
            indices: `c[i, j] = a[i, j] + b[i]`."""),
  SHAPE_MISMATCH("E0202", "%s has %s, but %s is wanted", """
            A declared shape, the shape of a parameter of a function or layer, and the value must agree. A scalar fills \
            any shape."""),
  PRODUCT_OF_UNEQUAL_SIZES("E0203", "cannot multiply %s by %s", """
            In `A @ x` the columns of A must be as many as the elements (or rows) of x."""),
  WRONG_RANK("E0204", "%s takes %s, not %s", """
            `@` multiplies a matrix by a matrix or by a vector, which is a column; `.T` transposes a matrix. Of tensors of \
            higher rank, indices say what is meant."""),
  NOT_SCALAR("E0205", "%s must be a scalar, but has shape %s", """
            The loss, the regularizer, metrics, settings and elements of literals are single numbers. `sum`, `mean` and \
            `max` make one of a tensor."""),
  INDEX_OUT_OF_BOUNDS("E0206", "index %s is outside %s", """
            Positions begin at 0 and there are no negative ones. An index that may leave the axis needs a condition \
            around the access: `if i > 0 then x[i - 1] else 0`."""),
  RANGES_DISAGREE("E0207", "index `%s` cannot range over %s and over %s", """
            An index that stands alone in an access has that axis's size, and all such must agree."""),
  NO_RANGE("E0208", "nothing fixes the range of index `%s`", """
            An index ranges over the axis where it stands alone, or as far as every affine access such as `x[i + r]` is in \
            bounds; two open indices in one access cannot both be found. A bound always says it: `r < 3`."""),
  TOO_MANY_INDICES("E0209", "%s has %s, but %s given", """
            There are more indices in the brackets than the tensor has axes."""),
  BAD_SIZE("E0210", "a size must be a positive integer, not %s", """
            Sizes, bounds of indices and rounds of a `repeat` are positive integers, known at compile time."""),
  RESHAPE("E0211", "%s cannot become %s", """
            Reshaping keeps the number of elements."""),
  EMPTY_SLICE("E0212", "the slice from %s to %s is empty", """
            A slice `x[from:to]` holds the positions from the first up to, but not including, the second."""),
  SHARED_SHAPE("E0213", "the shared parameter `%s` has shape %s, not %s", """
            A layer that is applied twice has one set of parameters, so its inputs must have one shape."""),
  TOO_FEW_CLASSES("E0214", "a label needs two classes or more, not %s", """
            With a single class there is nothing to tell apart."""),
  EMPTY_RANGE("E0215", "the range %s holds no value", """
            The lower bound comes first: `in 0..1`."""),
  COLUMNS("E0216", "`%s` takes %s, and %s", """
            After `from` stands one column for each element; for a label one."""),
  RAGGED_ROWS("E0217", "row %s has %s, but the first has %s", """
            The rows of a matrix literal, `[1, 2; 3, 4]`, are equally long."""),
  BAD_PADDING("E0220", "a width of padding must be a whole number from 0 on, not %s", """
            `pad(x, [0, 1, 1])` puts so many zeros on both sides of each axis of `x`."""),
  UNDEFINED_NAME("E0301", "`%s` is not defined", """
            A name must be defined above the line where it is used."""),
  DUPLICATE("E0302", "`%s` is defined twice", """
            A name is defined once; within a `repeat` it may be redefined from itself."""),
  UNDEFINED_FUNCTION("E0303", "there is no function or layer `%s`", """
            Neither the file nor the library has a function or layer of this name."""),
  UNKNOWN_ARGUMENT("E0304", "`%s` has no parameter `%s`", """
            Named arguments go by the names of the parameters."""),
  UNKNOWN_SETTING("E0305", "there is no train setting `%s`", """
            The settings are optimizer, batch, epochs, patience, seed, threads, schedule, clip and class_weights."""),
  HIDDEN_VALUE("E0306", "index `%s` would hide a value", """
            Within the formula the name would mean two things. Choose another name for the index."""),
  OUT_OF_SIGHT("E0307", "a function does not see `%s`", """
            A function sees its arguments, sizes and constants. Parameters, inputs and values are passed to it."""),
  CYCLE("E0308", "`%s` is defined through itself", """
            Sizes and constants may stand in any order, but in the end each must come to a number."""),
  UNKNOWN_CLASS("E0309", "there is no class `%s`", """
            A type is a shape, `class[K]`, `index[V]`, or the name of a class declared with `class`."""),
  UNKNOWN_INITIALISER("E0310", "there is no initialiser `%s`", """
            The initialisers are zeros, ones, constant, uniform, normal, glorot_uniform, glorot_normal, he_uniform, \
            he_normal, lecun_normal and orthogonal."""),
  UNKNOWN_MEMBER("E0311", "`%s` has no part `%s`", """
            A path names a layer's parameter through the value that the layer defines, `h.W`, or the `mean` and \
            `deviation` of a standardized input."""),
  UNKNOWN_DIM("E0312", "there is no size `%s` to override", """
            `--dim` replaces a size that the file declares with `dim`."""),
  NAMES_DIFFER_BY_CASE("E0313", "`%s` and `%s` differ by case only", """
            Each becomes a Java file, and some file systems cannot keep the two apart."""),
  USED_BEFORE("E0314", "`%s` is used before it is defined", """
            Definitions are used after they are written."""),
  NOT_A_FUNCTION("E0315", "`%s` is a value, not a function", """
            Only functions and layers are called."""),
  NOT_A_LAYER("E0316", "`%s` is no layer", """
            Two lists of arguments, `dense(8)(x)`, are a layer's settings and its inputs."""),
  NOT_A_REDUCTION("E0317", "`%s` does not reduce over indices", """
            The reductions are sum, mean, max, min, prod, logsumexp, norm, argmax and argmin."""),
  NO_LABELS("E0318", "`%s` needs a target that is a label", """
            The classes of a target, `target y : class[3]`, are weighted by how rare they are."""),
  NO_SUCH_IMPORT("E0320", "there is no file `%s`", """
            An import names a file by its path from the folder of the file that imports it, with its ending: \
            `import "parts/layers.nnd"`."""),
  IMPORT_OUT_OF_BOUNDS("E0321", "`%s` is no path below this file's folder", """
            What belongs to a program lies in one folder and below it, so that the folder can be moved and shared: neither `..` \
            nor an absolute path leads out of it. Folders are separated by `/` on every system."""),
  UNUSABLE_IMPORT("E0322", "`%s` %s", """
            What is imported is a file of the language in UTF-8, which can be read and lies below the folder of the compiled file, \
            symbolic links followed."""),
  IMPORT_CYCLE("E0323", "`%s` imports itself", """
            A file may be imported in several ways, but not by what it imports itself. Put what both need into a third file."""),
  UNKNOWN_PART("E0324", "the library has no part `%s`", """
            `import nnd.vision` brings an optional part of the standard library. The core needs no import; `nndc explain nnd:` \
            lists all."""),
  IMPORTED_TWICE("E0325", "`%s` comes from two imports", """
            Two imported files define the name, and nothing tells which of the two is meant. Rename one."""),
  AMBIGUOUS_DIM("E0326", "several files declare a size `%s` to override", """
            `--dim` replaces a size by its name, which must belong to one of the files only."""),
  TOO_MANY_FILES("E0327", "more than %s files are imported", """
            Counted over the imports of imported files too."""),
  SAME_CLASS("E0330", "`%s` and `%s` would become the same Java class `%s`", """
            A network or an exported function becomes a Java class of its name: its first letter capital, underscores left out."""),
  WRONG_ARITY("E0401", "`%s` takes %s, not %s", """
            The call has too few or too many arguments."""),
  ARGUMENT_TWICE("E0402", "`%s` gets `%s` twice", """
            An argument is given by position or by name, not both."""),
  WRONG_KIND("E0403", "expected %s, found %s", """
            Numbers, truth values, functions and layers do not stand for one another. Comparisons give truth values, \
            which only `if`, `and`, `or` and `not` take."""),
  NOT_CONSTANT("E0404", "%s must be known at compile time", """
            It may depend on numbers, sizes and constants only."""),
  NOT_AN_INTEGER("E0405", "%s must be an integer, not %s", """
            A position or an axis is counted."""),
  UNDEFINED_VALUE("E0406", "this has no value: %s", """
            A literal division by zero, the logarithm of a negative number and the like have no value anywhere."""),
  BAD_SETTING("E0407", "`%s` must be %s", """
            The setting has a value that it cannot have."""),
  DEPENDS_ON_DATA("E0408", "`%s` must not depend on `%s`", """
            The regularizer is added once per update, not once per example. What depends on an example belongs in `loss`."""),
  OUTPUT_DEPENDS_ON_TARGET("E0409", "output `%s` depends on target `%s`", """
            When the network predicts there is no target. What compares a prediction with it is a `loss` or a `metric`."""),
  NOTHING_TO_COMPUTE("E0410", "network `%s` has neither an output nor a loss", """
            A network predicts an `output`, or learns from a `loss`, or both."""),
  NO_OWNER("E0411", "`%s` has parameters, and nothing here owns them", """
            A function owns no parameters. Write a `layer`, or make the instance in a definition of the network."""),
  PARAMETER_TYPE("E0412", "parameter `%s` is a tensor of plain numbers", """
            Classes, indices and ranges are facts of data; what is trained can take any value."""),
  NOT_STANDARDIZED("E0413", "`%s` cannot be standardized", """
            Labels and indices have no mean."""),
  NOT_A_SUBSCRIPT("E0414", "`%s` is no index", """
            A position is an integer combination of indices, such as `2i + r`, or an input declared `index[V]`."""),
  NOT_A_VARIABLE("E0415", "a derivative is taken by a name, not by `%s`", """
            What is differentiated by must be the name of an input, a parameter, a state, a defined value or, within a \
            function, one of its own: it counts as a free variable, whatever it is defined by."""),
  NO_DERIVATIVE_BY("E0416", "there is no derivative by `%s`", """
            Constants, sizes, the indices of a formula and labels take no values in between."""),
  NOT_POINTWISE("E0417", "`%s` is not pointwise in `%s`", """
            With a tensor t, `d(u, t)` is the derivative of each element of u by the same element of t, and u must depend \
            on no other. All partial derivatives together are the `jacobian`, those of a scalar its `grad`."""),
  WRONG_DERIVATIVE("E0418", "the derivative given for `%s` by `%s` is not that of its definition", """
            What stands after `derivative` is used in the place of what the compiler would derive, and so it must be equal to it; \
            they are compared at points of several scales. A straight-through estimator is written with `stop_gradient`."""),
  DERIVATIVE_BY_WHICH("E0419", "the derivative of `%s` does not say by which argument", """
            With one argument `derivative 2x` is enough; with several each formula has its argument's name before it, as in \
            `derivative x: y, y: x`. An argument that is not named is derived from the definition."""),
  NO_GIVEN_DERIVATIVE("E0420", "no derivative of `%s` by `%s` can be given", """
            A derivative is by numbers that may vary: not by functions and layers, labels, indices, or sizes."""),
  DERIVATIVE_NOT_COMPARABLE("E0421", "the derivative given for `%s` by `%s` cannot be verified", """
            It is compared with that of the definition at points of several scales and both signs, and the two have a value \
            together at none of them."""),
  OPEN_SIZE("E0422", "nothing fixes the size `%s` of argument `%s`", """
            An exported function is compiled once, for all calls from Java: the sizes of its arguments are numbers, or declared \
            with `dim` or `const`. Without a shape an argument is a single number."""),
  FUNCTION_ARGUMENT("E0423", "argument `%s` of an exported function cannot be a function", """
            What is exported becomes plain Java mathematics: its arguments are numbers, vectors and matrices."""),
  ARGUMENT_TYPE("E0424", "argument `%s` of an exported function is no tensor of plain numbers", """
            Classes and indices are facts of data. The arguments of an exported function may take any value, or any of a range."""),
  NO_ARGUMENTS("E0425", "the exported function `%s` has no arguments", """
            There is nothing to differentiate it by."""),
  NO_TRAINING("E0426", "`training` has no meaning in the exported function `%s`", """
            What is exported is a function of its arguments alone; only a network is trained."""),
  DEFAULT_OUT_OF_RANGE("E0427", "the default of `%s` is outside the range %s", """
            An argument that declares a range takes no other value, be it given or left out."""),
  WHOLE_METRIC("E0430", "`%s` is a metric of its own", """
            It is computed over all examples together, so that no example has a value of it and no formula can use it."""),
  SETTINGS_DISAGREE("E0431", "the settings of `%s` do not go together: %s", """
            Each of the values is possible, but not all of them together."""),
  NOT_A_STATE("E0440", "`%s` is no state", """
            `update` sets what `state` declares in the same network or layer: `state m : [n] = 0`, then `update m = …`."""),
  UPDATE_UNDER_INDEX("E0441", "state `%s` cannot be updated once for each index", """
            A layer that is applied under an index, `A[i] = layer(S[i])`, has one set of parameters and states, and each index \
            would set the state anew."""),
  UPDATE_DEPENDS_ON_EXAMPLE("E0442", "the update of `%s` must not differ between examples", """
            A state is updated once for each mini-batch. `batch_mean(e)` makes one number of those of all examples."""),
  PREDICTION_DEPENDS_ON_BATCH("E0443", "`%s` depends on the batch in prediction", """
            What a network predicts for an example must not depend on the others that happen to be predicted with it. Keep a \
            running mean in a `state`, and choose: `if training then batch_mean(e) else m`."""),
  OUTSIDE_OF_NETWORK("E0444", "`%s` has a meaning in a network only", """
            Noise is drawn for each example and step of a training, and a batch has examples; a formula alone has neither."""),
  DERIVATIVE_THROUGH_BATCH("E0445", "`%s` is differentiated through a mean over the batch", """
            A derivative in a formula is that of one example, and a mean over the batch depends on all of them. Differentiate \
            what goes into the mean, `batch_mean(grad(e, x))`."""),
  TENSOR_TOO_LARGE("E0501", "a tensor %s has too many elements", """
            A tensor has at most 2^31 - 1 elements."""),
  TOO_MANY_PARAMETERS("E0502", "%s parameters are too many", """
            All parameters together have at most 2^31 - 1 elements."""),
  TOO_MANY_DEFINITIONS("E0503", "more than %s definitions", """
            Counted after the rounds of every `repeat` and every call are written out."""),
  TOO_MANY_NODES("E0504", "more than %s nodes in the formulas", """
            Counted after the rounds of every `repeat` and every call are written out."""),
  CALLS_TOO_DEEP("E0505", "calls nest deeper than %s", """
            There is no recursion: a function or layer must not call itself, be it through others."""),
  TOO_MANY_CALLS("E0506", "more than %s calls of functions and layers", """
            Each call is written out, and functions that call one another several times multiply."""),
  START_TOO_LARGE("E0507", "a start of more than %s elements", """
            Where a parameter or state starts is written into the generated class. A number fills any shape; large tensors are \
            drawn, `~ normal(0, 0.1)`."""),
  EMPTY_DATA("E0601", "%s holds no example", """
            A table has a header line and below it at least one line of values."""),
  RAGGED_ROW("E0602", "this line has %s columns, but the header has %s", """
            Every line of a table has as many values as the header has names. A value that holds the delimiter is quoted."""),
  DUPLICATE_COLUMN("E0603", "two columns are named `%s`", """
            Columns are found by their names, which must differ and not be empty."""),
  NOT_A_NUMBER("E0604", "`%s` is not a number", """
            Numbers are decimal, such as `3`, `-0.5` or `1e-4`, finite, and within what the network's precision can hold."""),
  UNKNOWN_LABEL("E0605", "`%s` is no class of %s", """
            A label is a class's name or its number, counted from 0."""),
  OUT_OF_RANGE("E0606", "%s is outside the range %s of %s", """
            The declaration of an input or target may give a range, `in 0..1`; all data must lie within it."""),
  UNKNOWN_COLUMN("E0607", "there is no column `%s` for %s", """
            The `from` of a declaration, `--columns` and `--target` name columns of the header."""),
  NO_COLUMNS("E0608", "no columns for %s", """
            An input or target takes the columns of its `from`, else those that `--columns` or `--target` name, else the column \
            of its own name, or `x[0]`, `x[1]`, and so on; the last input takes the remaining columns if their number fits."""),
  DAMAGED_DATA("E0609", "the file is damaged: %s", """
            The file ends too early, is not what its begin promises, or is not UTF-8."""),
  DATA_LIMIT("E0610", "the data exceed a limit: %s", """
            Limits keep a wrong or hostile file from taking all memory. The size of decompressed data is raised by `--max-bytes`."""),
  MALFORMED_TABLE("E0611", "the table is malformed: %s", """
            Quotes follow RFC 4180: a quoted value begins and ends with `"`, and a quote within it is doubled."""),
  NOT_IDX("E0612", "this is no IDX file that fits: %s", """
            An IDX file begins with two zero bytes, a type, the number of dimensions, and the dimensions, the first of which counts \
            the examples."""),
  LONE_CARRIAGE_RETURN("E0613", "a carriage return without a line feed ends this comment", """
            A line ends with a line feed, before which a carriage return may stand. A carriage return alone ends a comment but \
            no line, so that what follows cannot be laid out. Most editors can convert the ends of all lines."""),
  NOTHING_FED("E0620", "network `%s` has neither an input nor a target", """
            A network is written for one example and learns from many, so an example must hold something. What depends on \
            parameters alone belongs in `regularizer`, beside a loss of the examples."""),
  UNKNOWN_INDEX("E0621", "`%s` is no index of %s", """
            An input declared `index[V]` is fed with whole numbers from 0 to V - 1."""),
  LOST_DIGITS("E0622", "as floats, the values of `%s` can hardly be told apart", """
            The values lie close together and far from 0, and a float keeps some seven digits. To standardize them then would \
            give noise. `--precision double` keeps sixteen digits; or subtract an offset from the data."""),
  CALL_ACROSS_LINES("W0901", "this `(` continues the line before, as a call", """
            A line that starts with `(` continues the one before. If a call is meant, put the `(` on its name's line."""),
  UNUSED_PARAMETER("W0902", "parameter `%s` is never used", """
            Neither an output nor the loss, the regularizer or a metric depends on it."""),
  NOT_LEARNED("W0903", "the loss does not depend on parameter `%s`", """
            Its gradient is zero, so that training leaves it where it starts."""),
  INDEPENDENT("W0904", "`%s` does not depend on `%s`: its derivative is 0", """
            A derivative by something that the expression does not contain is zero, which is surely not what was meant."""),
  FLAT("W0905", "the loss has no gradient by `%s`: it depends on it only through %s", """
            Steps, signs, floors, positions of extrema and the conditions of an `if` are constant between their jumps, so that \
            their derivative is zero and training leaves the parameter where it starts, or to the regularizer alone. A smooth \
            function has a gradient, as `logistic` in place of `step`."""),
  SWAPPED("W0907", "`%s` compares a target, which comes first here, with a prediction", """
            The prediction is the first argument and the target the second; the other way round they measure something else."""),
  UNUSED_VALUE("W0908", "`%s` is never used", """
            No formula of the network contains it. What is to be predicted is an `output`; what is not wanted can go."""),
  TRAINING_WITHOUT_LOSS("W0909", "`train` has no effect without a `loss`", """
            Training makes the value named `loss` small. A network without one only predicts.""");

  private final String id;
  private final String template;
  private final String explanation;

  Code(String id, String template, String explanation) {
    this.id = id;
    this.template = template;
    this.explanation = explanation;
  }

  /** The code with this identifier. */
  public static Optional<Code> byId(String id) {
    return Arrays.stream(values()).filter(code -> code.id.equalsIgnoreCase(id)).findFirst();
  }

  public String id() {
    return id;
  }

  /** A paragraph about when this is said and what to do. */
  public String explanation() {
    return explanation;
  }

  public Severity severity() {
    return id.startsWith("W") ? Severity.WARNING : Severity.ERROR;
  }

  /** The title, {@code …} in place of what differs from case to case. */
  public String title() {
    return template.replace("%s", "…");
  }

  String title(Object... arguments) {
    return String.format(template, arguments);
  }
}
