package dev.nnd.compiler;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nnd.compiler.diagnostics.Diagnostic;
import dev.nnd.compiler.diagnostics.DiagnosticSink;
import dev.nnd.compiler.diagnostics.SourceFile;
import dev.nnd.compiler.testing.CompiledNetwork;
import java.util.List;
import org.junit.jupiter.api.Test;

/** All errors of a file are told in one go, and none that only follows from another. */
class FollowUpsTest {
  @Test
  void sizesAndNamesAreCheckedBesideASyntaxError() {
    assertThat(codes("""
        network N {
          input x : [3]
          param U : [2]
          a = unknown + 1


          b = [1, 2] + x
          output p = x * sum(b)
        }
        """)).containsExactly("E0111", "E0301", "E0201");
  }

  @Test
  void whatHasNoValueOnceItIsStableIsAnErrorOfTheNetwork() {
    assertThat(codes("""
        network N {
          input x : [3]
          output p = x * log(log(exp(-1)))
        }
        """)).containsExactly("E0406");
  }

  @Test
  void whatABrokenStatementWouldDefineIsNotMissed() {
    assertThat(codes("""
        network N {
          input x : [3]
          h = x *
          output p = h + 1
        }
        """)).containsExactly("E0102");
  }

  @Test
  void aBrokenOutputIsNoMissingOutput() {
    assertThat(codes("""
        network N {
          input x : [3]
          output p = x +
        }
        """)).containsExactly("E0102");
  }

  @Test
  void aritiesKindsAndSettingsAreToldBesideASyntaxError() {
    assertThat(codes("""
        network N {
          input x : [3]
          a = tanh(x, 1)
          b = if x then 1 else 0
          c = x *
          output p = x
          train { epocs = 3 }
        }
        """)).containsExactly("E0401", "E0403", "E0102", "E0305");
  }

  @Test
  void whatIsSaidOfABrokenDeclarationIsNoMistakeOfItsOwn() {
    assertThat(codes("""
        network N {
          input x [3]
          param W : [2, 3] ~ glorot_uniform
          output p = W @ x
        }
        """)).containsExactly("E0101");
  }

  @Test
  void whatIsIndentedBelowAForeignHeadIsNotMissed() {
    assertThat(codes("""
        network N {
          input x : [3]
          h = x
          for i in range(3):
            h = tanh(h)
          output p = h
        }
        """)).containsExactly("E0104");
  }

  @Test
  void missingLabelsMayBeInTheBrokenLine() {
    assertThat(codes("""
        network N {
          input x : [3]
          target y class[2]
          output p = x
          loss = sumsq(p)
          train { class_weights = balanced }
        }
        """)).hasSize(1);
  }

  private static List<String> codes(String nnd) {
    DiagnosticSink sink = new DiagnosticSink();
    CompiledNetwork.compiler().compile(new SourceFile("n.nnd", nnd), Compiler.Options.defaults(), sink);
    return sink.diagnostics().stream().map(Diagnostic::code).map(code -> code.id()).toList();
  }
}
