/**
 * The packaged program as a stranger sees it: started as its own process, in front of simulated
 * providers, and spoken to with the official SDKs, a plain HTTP client and its command line.
 */
@NullMarked
package dev.signalbox.gateway.sdk;

import org.jspecify.annotations.NullMarked;
