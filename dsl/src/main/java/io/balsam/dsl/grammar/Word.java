package io.balsam.dsl.grammar;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** A word of the script language. Words in camelCase may be written in snake_case as well. */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface Word {

  /** Returns the usage of the word, as shown to someone who wrote it otherwise. */
  String value();
}
