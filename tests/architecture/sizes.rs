//! How large a file, a function and a list of parameters may grow.

use crate::source::{House, Shape, Source, Token};

const FILE_LINES: usize = 400;
const FUNCTION_LINES: usize = 80;
const PARAMETERS: usize = 6;

/// Files without their tests, functions, parameters.
pub fn check(house: &House) -> Vec<String> {
    let mut problems = Vec::new();
    for file in &house.files {
        if file.lines > FILE_LINES {
            problems.push(format!("{}: {} lines without tests; {FILE_LINES} at most", file.path, file.lines));
        }
        functions(file, &mut problems);
    }
    problems
}

fn functions(file: &Source, problems: &mut Vec<String>) {
    for (index, token) in file.tokens.iter().enumerate() {
        // `fn(u8)` is a type and `fn $name` a macro's pattern.
        let Some(name) = file.tokens.get(index + 1).filter(|next| next.shape == Shape::Word) else { continue };
        if !token.is("fn") || token.shape != Shape::Word {
            continue;
        }
        let Some(open) = parameter_list(&file.tokens, index + 2) else { continue };
        let close = closing(&file.tokens, open);
        let parameters = count_parameters(&file.tokens[open + 1..close]);
        if parameters > PARAMETERS {
            problems.push(file.at(token, format_args!("{} takes {parameters}; {PARAMETERS} at most", name.text)));
        }
        if let Some(last) = body_end(&file.tokens, close) {
            let lines = file.tokens[last].line + 1 - token.line;
            if lines > FUNCTION_LINES {
                problems
                    .push(file.at(token, format_args!("{} has {lines} lines; {FUNCTION_LINES} at most", name.text)));
            }
        }
    }
}

/// The parenthesis that opens the parameters: behind the generics, which may hold parentheses of their own.
fn parameter_list(tokens: &[Token], from: usize) -> Option<usize> {
    let mut depth = 0_i32;
    for (index, token) in tokens.iter().enumerate().skip(from) {
        depth += angle(tokens, index);
        if depth == 0 && token.is("(") && token.shape == Shape::Open {
            return Some(index);
        }
        if token.is("{") || token.is(";") {
            return None;
        }
    }
    None
}

/// +1 and −1 for angle brackets; the arrows `->` and `=>` are none.
fn angle(tokens: &[Token], index: usize) -> i32 {
    let arrow = |at: Option<usize>| {
        at.and_then(|at| tokens.get(at))
            .is_some_and(|before| (before.is("-") || before.is("=")) && before.shape == Shape::Mark { joint: true })
    };
    match tokens.get(index) {
        Some(token) if token.is("<") => 1,
        Some(token) if token.is(">") && !arrow(index.checked_sub(1)) => -1,
        _ => 0,
    }
}

/// The index of what closes the group that opens at `open`.
fn closing(tokens: &[Token], open: usize) -> usize {
    let mut depth = 0;
    for (index, token) in tokens.iter().enumerate().skip(open) {
        match token.shape {
            Shape::Open => depth += 1,
            Shape::Close => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return index;
        }
    }
    tokens.len().saturating_sub(1)
}

/// Commas outside all brackets, a trailing one aside, and without `self`.
fn count_parameters(list: &[Token]) -> usize {
    let (mut depth, mut angles, mut count, mut empty, mut receiver) = (0, 0, 0, true, false);
    for (index, token) in list.iter().enumerate() {
        angles += angle(list, index);
        match token.shape {
            Shape::Open => depth += 1,
            Shape::Close => depth -= 1,
            _ => {}
        }
        let outside = depth == 0 && angles == 0;
        if outside && token.is(",") {
            count += usize::from(!empty);
            empty = true;
        } else {
            receiver |= outside && count == 0 && token.is("self");
            empty = false;
        }
    }
    count + usize::from(!empty) - usize::from(receiver)
}

/// The end of the braces behind the parameters, if the function has a body.
fn body_end(tokens: &[Token], from: usize) -> Option<usize> {
    let open = (from..tokens.len()).find(|&at| tokens[at].is("{") || tokens[at].is(";"))?;
    tokens[open].is("{").then(|| closing(tokens, open))
}

mod tests {
    use super::*;

    fn problems(text: impl Into<String>) -> Vec<String> {
        check(&House::of([("x.rs", text.into())]))
    }

    #[test]
    fn a_long_file_is_found_and_its_tests_are_not_counted() {
        let long = "const X: u8 = 1;\n".repeat(FILE_LINES + 1);
        assert_eq!(problems(&long).len(), 1);
        let tested = format!("fn f() {{}}\n#[cfg(test)]\nmod tests {{\n{long}}}\n");
        assert_eq!(problems(tested), Vec::<String>::new());
    }

    #[test]
    fn a_long_function_is_found_behind_generics_and_bounds() {
        let body = "    x();\n".repeat(FUNCTION_LINES);
        assert_eq!(problems(format!("fn f<F: Fn(u8) -> u8>(f: F) -> impl Fn() where F: Send {{\n{body}}}")).len(), 1);
        let short = "    x();\n".repeat(FUNCTION_LINES - 2);
        assert_eq!(problems(format!("fn f() {{\n{short}}}\nfn g() {{\n{short}}}")).len(), 0);
        assert_eq!(problems(format!("trait T {{ fn f(); }}\nmod m {{\n{body}}}")).len(), 0);
    }

    #[test]
    fn too_many_parameters_are_found() {
        assert_eq!(problems("fn f(a: u8, b: u8, c: u8, d: u8, e: u8, f: u8, g: u8) {}").len(), 1);
        let fits = "fn f(&self, a: Map<K, V>, b: (u8, u8), c: fn(u8, u8) -> u8, d: u8, e: u8, f: u8,) {}";
        assert_eq!(problems(fits), Vec::<String>::new());
    }
}
