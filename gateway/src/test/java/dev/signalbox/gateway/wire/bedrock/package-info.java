@NullMarked
package dev.signalbox.gateway.wire.bedrock;

import org.jspecify.annotations.NullMarked;
