/** Modules with their tests, and mutants that the tests find. */
package io.seedmill.generators.code.suites;
