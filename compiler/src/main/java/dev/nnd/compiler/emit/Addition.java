package dev.nnd.compiler.emit;

import com.palantir.javapoet.CodeBlock;
import java.util.ArrayList;
import java.util.List;

/** A sum as it is written: from left to right, but the first that is positive leads. */
final class Addition {
  private final List<CodeBlock> terms = new ArrayList<>();
  private final List<Boolean> negative = new ArrayList<>();

  void add(boolean isNegative, Code term) {
    terms.add(term.within(Code.Strength.PRODUCT));
    negative.add(isNegative);
  }

  /** At the end, or before terms that are all negative. */
  void constant(boolean isNegative, Code constant) {
    boolean leads = negative.stream().allMatch(sign -> sign);
    terms.add(leads ? 0 : terms.size(), constant.within(Code.Strength.PRODUCT));
    negative.add(leads ? 0 : negative.size(), isNegative);
  }

  Code code() {
    int first = Math.max(0, negative.indexOf(false));
    CodeBlock.Builder text = CodeBlock.builder().add(negative.get(first) ? "-" : "").add(terms.get(first));
    for (int i = 0; i < terms.size(); i++) {
      if (i != first) {
        text.add(negative.get(i) ? "$W- " : "$W+ ").add(terms.get(i));
      }
    }
    return new Code(text.build(), Code.Strength.SUM);
  }
}
