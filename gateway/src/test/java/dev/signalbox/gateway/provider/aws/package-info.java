@NullMarked
package dev.signalbox.gateway.provider.aws;

import org.jspecify.annotations.NullMarked;
