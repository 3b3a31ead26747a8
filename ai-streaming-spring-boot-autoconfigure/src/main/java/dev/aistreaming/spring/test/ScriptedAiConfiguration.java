package dev.aistreaming.spring.test;

import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** What {@link ScriptedAi} adds to a context, apart from the providers. */
@Configuration(proxyBeanMethods = false)
@Import(OwnAutoConfigurations.class)
class ScriptedAiConfiguration {}
