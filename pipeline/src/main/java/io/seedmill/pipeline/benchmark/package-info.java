/** How fast Seedmill is on this machine, against the fastest thing that does less. */
package io.seedmill.pipeline.benchmark;
