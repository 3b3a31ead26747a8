package dev.aistreaming.applications.kotlin

import org.springframework.boot.autoconfigure.SpringBootApplication
import org.springframework.boot.jackson.autoconfigure.JsonMapperBuilderCustomizer
import org.springframework.boot.runApplication
import org.springframework.context.annotation.Bean
import tools.jackson.module.kotlin.KotlinFeature
import tools.jackson.module.kotlin.kotlinModule

@SpringBootApplication
class KotlinApplication {

    /** Where a model writes `null` for a property that has a default. */
    @Bean
    fun nullIsDefault() = JsonMapperBuilderCustomizer {
        it.addModule(kotlinModule { enable(KotlinFeature.NullIsSameAsDefault) })
    }
}

fun main(args: Array<String>) {
    runApplication<KotlinApplication>(*args)
}
