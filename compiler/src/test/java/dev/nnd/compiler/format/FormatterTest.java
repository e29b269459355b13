package dev.nnd.compiler.format;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nnd.compiler.diagnostics.Code;
import dev.nnd.compiler.diagnostics.DiagnosticSink;
import dev.nnd.compiler.diagnostics.SourceFile;
import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FormatterTest {

  private static void assertFormats(String written, String wanted) {
    assertThat(Formatted.of(written)).isEqualTo(wanted);
  }

  private static void assertStays(String written) {
    assertFormats(written, written);
  }

  /** A definition in a network, on one line. */
  private static String definition(String written) {
    return Formatted.of("network N {\n" + written + "\n}").replaceFirst("network N \\{\n  ", "").replaceFirst("\n\\}\n", "");
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
    "y=1+2*x-3/z@w            | y = 1 + 2 * x - 3 / z @ w",
    "y = 3x+2( x+1 )          | y = 3x + 2(x + 1)",
    "y = 2x ^ 2 + a ^ - b     | y = 2x^2 + a^-b",
    "y = - x - - x            | y = -x - -x",
    "y = f( x , k=2 ) [ 0 ]   | y = f(x, k = 2)[0]",
    "y = dense( 8,tanh ) ( x )| y = dense(8, tanh)(x)",
    "y = [ 1,2 ; 3,4 ]        | y = [1, 2; 3, 4]",
    "y = x[ : , 1 : 3 ]       | y = x[:, 1:3]",
    "y = sum( j,r<2 : A[i,j] )| y = sum(j, r < 2: A[i, j])",
    "y = if a<=b then-a else(b)| y = if a <= b then -a else (b)",
    "y = not(a==b)and c!=d    | y = not (a == b) and c != d",
    "y = h . 0 . W [ 1 ] . T  | y = h.0.W[1].T",
    "y = 3 .T                 | y = 3 .T",
    "y : [ n , 2*m ]=0        | y : [n, 2 * m] = 0",
    "input x:[8]index[ V ]    | input x : [8] index[V]",
    "target y:[1]in - 1 .. (2*k) standardized from a,\"b  c\" | target y : [1] in -1..(2 * k) standardized from a, \"b  c\"",
    "param W:[n]~normal( 0,1 )| param W : [n] ~ normal(0, 1)",
    "repeat( n ){z=z}         | repeat (n) { z = z }",
    "repeat t<8{z=z;H[t]=z}   | repeat t < 8 { z = z; H[t] = z }",
    "fn f(x:[n],k=2)->[n]=x derivative x:1,k:2 | fn f(x: [n], k = 2) -> [n] = x derivative x: 1, k: 2",
    "layer l( u )( x ){ return(x) } | layer l(u)(x) { return (x) }",
    "class C{a,b , }          | class C { a, b, }",
    "train{batch=1 epochs=2,seed=3;}| train { batch = 1  epochs = 2, seed = 3 }",
    "train { }                | train {}",
    "σ   =   神経 * 𝒳          | σ = 神経 * 𝒳",
    "y = a /*c*/+/*d*/ b      | y = a /*c*/ + /*d*/ b",
    "y = f(/*c*/a/*d*/,b/*e*/)| y = f(/*c*/ a /*d*/, b /*e*/)",
  })
  void spaces(String written, String wanted) {
    assertThat(definition(written)).isEqualTo(wanted);
  }

  @Test
  void aStatementALine() {
    assertFormats("""
        package  a . b;
        network N { input x
          a = 1; b = 2;; c = 3
          d = a   e = b }
        """, """
        package a.b
        network N {
          input x
          a = 1
          b = 2
          c = 3
          d = a
          e = b
        }
        """);
  }

  @Test
  void whatStandsOnOneLineStays() {
    assertStays("""
        network A { input x; output p = x }
        fn f(x) { y = x; return y } derivative 1
        class Mood { happy, sad }
        network B {}
        """);
  }

  @Test
  void settingsKeepTheirLines() {
    assertFormats("""
        network N {
          train { optimizer = sgd(rate = 0.1); batch = 2
            epochs = 3   seed = 4,
            patience
              = 5; }
        }
        """, """
        network N {
          train {
            optimizer = sgd(rate = 0.1); batch = 2
            epochs = 3  seed = 4
            patience
                = 5
          }
        }
        """);
  }

  @Test
  void blankLinesAreSingleAndInside() {
    assertFormats("\n\n// a\n\n\n\ndim a = 1\nnetwork N {\n\n\n  x = 1\n\n\n  y = 2\n\n}\n\n\n", """
        // a

        dim a = 1
        network N {
          x = 1

          y = 2
        }
        """);
  }

  @Test
  void commentsKeepTheirPlace() {
    assertFormats("""
        // first
        network N { // of the network
        // own line
        /// documents a
        a = 1 // trailing
            /* a
                 block */
        b = a + // in between
        /* before */ a
        // last
        }
        // the end""", """
        // first
        network N {  // of the network
          // own line
          /// documents a
          a = 1  // trailing
          /* a
               block */
          b = a +  // in between
              /* before */ a
          // last
        }
        // the end
        """);
  }

  @Test
  void linesOfAnExpressionStay() {
    assertFormats("""
        network N {
          a = b
           + c
          d = f(
          x,
            g(y,
          z
          ), [1, 2;
           3, 4]
          )
          h = k(l(
            1
          ))
        }
        fn f(x) =
          x
          derivative 1
        """, """
        network N {
          a = b
              + c
          d = f(
              x,
              g(y,
                  z
              ), [1, 2;
                  3, 4]
          )
          h = k(l(
              1
          ))
        }
        fn f(x) =
            x
            derivative 1
        """);
  }

  @Test
  void bracesOpenOnTheLineOfTheirStatement() {
    assertFormats("network N\n{\nx = 1\nrepeat 2\n\n{\nx = x\n}\n}\n", """
        network N {
          x = 1
          repeat 2 {
            x = x
          }
        }
        """);
  }

  @Test
  void columnsThatTheAuthorMadeStay() {
    assertStays("""
        network N {
          input  x : [4] standardized
          target y : Species from species

          param W1 : [hidden, 4] ~ glorot_uniform
          param b1 : [hidden]    = 0

          C[i, k]    = sum(j: A[i, j] * B[j, k])
          a[i]       = max(k: z[i, k])           // maxout
          q[c, i, j] = max(r < 2: x[c, 2i + r])  // pooling
        }
        """);
  }

  @Test
  void columnsThatTheAuthorMadeBecomeTight() {
    assertFormats("""
        network N {
          param W1   :   [hidden,4]    ~ glorot_uniform //  a
          param bb   :   [hidden]      = 0              //  b
          loss   = 1
          regularizer =2 //  c
        }
        """, """
        network N {
          param W1 : [hidden, 4] ~ glorot_uniform  //  a
          param bb : [hidden]    = 0               //  b
          loss = 1
          regularizer = 2  //  c
        }
        """);
  }

  @Test
  void columnsAreThoseOfATerminal() {
    assertStays("""
        network N {
          神経 = 1
          ab   = 2
        }
        """);
  }

  @Test
  void longLinesAreBroken() {
    String term = "term_of_twenty_letters";
    String sum = String.join(" + ", term, "2 * f(" + term + ", " + term + ")", term, term);
    assertFormats("network N {\n  total = " + sum + "\n}\n", """
        network N {
          total = term_of_twenty_letters + 2 * f(term_of_twenty_letters, term_of_twenty_letters) +
              term_of_twenty_letters + term_of_twenty_letters
        }
        """);
    assertFormats("network N { fn f(x) { return " + sum + " } }", """
        network N {
          fn f(x) {
            return term_of_twenty_letters + 2 * f(term_of_twenty_letters, term_of_twenty_letters) +
                term_of_twenty_letters + term_of_twenty_letters
          }
        }
        """);
    assertFormats("network N { train { optimizer = adam(rate = 0.001, beta1 = 0.9, beta2 = 0.999, epsilon = 1e-8), batch = 32 epochs = 4 } }", """
        network N {
          train {
            optimizer = adam(rate = 0.001, beta1 = 0.9, beta2 = 0.999, epsilon = 1e-8)
            batch = 32
            epochs = 4
          }
        }
        """);
  }

  @Test
  void linesOfCommentsAreNotBroken() {
    String comment = "// " + "long ".repeat(40).strip();
    assertStays(comment + "\ndim a = 1 + 2  " + comment + "\n");
  }

  @Test
  void whatCannotBeBrokenStaysLong() {
    String name = "n".repeat(200);
    assertStays("dim " + name + " = " + name + "\n");
    assertFormats("dim a = f(" + name + "+" + name + ")", "dim a = f(" + name + " +\n    " + name + ")\n");
  }

  @Test
  void separatorsMayBeDroppedBeforeComments() {
    assertFormats("; /// of nothing\n\ndim a = 1\n; /// nor this\ndim b = 2; // c\n; /// nor this\ndim c = 3\n", """
        ;  /// of nothing

        dim a = 1  /// nor this
        dim b = 2  // c
        ;  /// nor this
        dim c = 3
        """);
    assertFormats("network N { a = 1; /* of b */ b = 2; /* last */ }\n", "network N { a = 1 /* of b */; b = 2 /* last */ }\n");
  }

  @Test
  void endsOfLinesStay() {
    assertThat(Formatted.of("dim a=1\r\n\r\n\r\n/* b\r\n c */ dim d=2"))
        .isEqualTo("dim a = 1\r\n\r\n/* b\r\n c */ dim d = 2\r\n");
    assertThat(Formatted.of("dim a=1\ndim b=2\r\n")).isEqualTo("dim a = 1\ndim b = 2\n");
    assertThat(Formatted.of("\uFEFFdim a = 1\r\n")).isEqualTo("dim a = 1\r\n");
  }

  @Test
  void aFileEndsWithItsLastLine() {
    assertFormats("", "");
    assertFormats(" \n\t\n", "");
    assertFormats("dim a = 1", "dim a = 1\n");
    assertFormats("\n\n  // only\n\n\n/* comments */", "// only\n\n/* comments */\n");
  }

  @Test
  void blanksAtTheEndsOfLinesGo() {
    assertFormats("dim a = 1  \t\n// b \n/* c  \n d */  \n", "dim a = 1\n// b\n/* c\n d */\n");
  }

  @Test
  void aWrongFileIsToldAndLeft() {
    DiagnosticSink sink = new DiagnosticSink();
    assertThat(Formatter.format(new SourceFile("a.nnd", "dim a = 1 +\ndim b = )"), sink)).isEmpty();
    assertThat(sink.diagnostics()).hasSize(2);
  }

  @Test
  void aLoneCarriageReturnAfterACommentIsTold() {
    DiagnosticSink sink = new DiagnosticSink();
    assertThat(Formatter.format(new SourceFile("a.nnd", "dim a = 1 // b\rdim c = 2\n"), sink)).isEmpty();
    assertThat(sink.diagnostics()).extracting(diagnostic -> diagnostic.code()).containsExactly(Code.LONE_CARRIAGE_RETURN);
    assertThat(Formatted.of("dim a\r=\r1")).isEqualTo("dim a = 1\n");
  }

  @Test
  void depthAndLengthAreNoObstacle() {
    assertThat(Formatted.of("dim a=" + "(".repeat(998) + "1" + ")".repeat(998))).hasSizeGreaterThan(1998);
    String blocks = IntStream.range(0, 990).mapToObj(i -> "repeat 2 {\n").collect(Collectors.joining());
    assertThat(Formatted.of("network N {\n" + blocks + "x = 1\n" + "}\n".repeat(991))).contains("  ".repeat(991) + "x = 1\n");
    String sum = Stream.generate(() -> "x").limit(5_000).collect(Collectors.joining("+"));
    assertThat(Arrays.stream(Formatted.of("dim a=" + sum).split("\n"))).allMatch(line -> line.length() <= 100);
    String lines = IntStream.range(0, 5_000).mapToObj(i -> "dim a" + i + "=" + i + "\n").collect(Collectors.joining());
    assertThat(Formatted.of(lines)).hasLineCount(5_000).contains("dim a4999 = 4999\n");
  }
}
