package dev.nnd.runtime;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Marks a class that the compiler wrote; the value names the compiler, its version and the source. */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.TYPE)
public @interface Generated {
  /** @return for instance {@code "nndc 0.1.0, from iris.nnd"} */
  String value();
}
