/** References to variables of the environment, and their removal from messages. */
package io.seedmill.generators.sources.secrets;
