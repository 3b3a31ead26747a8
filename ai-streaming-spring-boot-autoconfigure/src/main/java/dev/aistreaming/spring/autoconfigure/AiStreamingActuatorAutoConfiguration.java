package dev.aistreaming.spring.autoconfigure;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.actuate.endpoint.SanitizingFunction;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.Environment;

/** Keeps keys out of actuator endpoints, even if the application lets them show values. */
@AutoConfiguration
@ConditionalOnClass(SanitizingFunction.class)
public final class AiStreamingActuatorAutoConfiguration {

    @Bean
    SanitizingFunction aiStreamingKeySanitizer(Environment environment, ObjectProvider<IssuedKeys> issued) {
        return new KeySanitizer(environment, issued.getIfAvailable(IssuedKeys::new));
    }
}
