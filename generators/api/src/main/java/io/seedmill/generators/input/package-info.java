/**
 * What a generator lets its user choose: declarations with defaults and ranges, and checked values.
 */
package io.seedmill.generators.input;
