package io.seedmill.generators.code.run;

/** An expression that is ready to be evaluated. */
interface Value {
  /** Returns its value, given the variables of the function. */
  Object of(Object[] frame);
}
