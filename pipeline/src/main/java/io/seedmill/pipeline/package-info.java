/** Seedmill's entry points. */
package io.seedmill.pipeline;
