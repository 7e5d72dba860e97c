/** Tests of the clusters of a gateway's prompts. */
@NullMarked
package dev.signalbox.gateway.cluster;

import org.jspecify.annotations.NullMarked;
