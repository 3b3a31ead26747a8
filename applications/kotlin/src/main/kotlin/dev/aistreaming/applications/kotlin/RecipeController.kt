package dev.aistreaming.applications.kotlin

import dev.aistreaming.spring.AiService
import dev.aistreaming.spring.TaskBuilder
import org.springframework.web.bind.annotation.GetMapping
import org.springframework.web.bind.annotation.RequestParam
import org.springframework.web.bind.annotation.RestController

data class Recipe(
    val name: String,
    val steps: List<String>,
    val servings: Int = 4,
    val note: String? = null,
)

/** Two lines of an application's own, for those who write `expect` often. */
inline fun <reified T : Any> TaskBuilder.answer(): T = expect(T::class.java).run().`object`()

@RestController
class RecipeController(private val ai: AiService) {

    @GetMapping("/recipe")
    fun recipe(@RequestParam dish: String): Recipe = ai.task().prompt("A recipe for $dish").answer()
}
