
# Completes what stands behind '=', too: of '--format=js' bash makes three words, and zsh one. The functions
# above know an option and its value as two words alone. Where they find nothing, files are named.
function _seedmill_complete() {
  local given=("${COMP_WORDS[@]}") last=${COMP_CWORD} before="" word each i
  local fitting=()
  local COMP_WORDS=() COMP_CWORD=0
  for (( i = 0; i <= last; i++ )); do
    word="${given[i]}"
    before=""
    if [[ "$word" == "=" ]]; then
      if (( i == last )); then COMP_WORDS+=(""); fi
    elif [[ "$word" == --*=* ]]; then
      before="${word%%=*}="
      COMP_WORDS+=("${word%%=*}" "${word#*=}")
    else
      COMP_WORDS+=("$word")
    fi
  done
  (( COMP_CWORD = ${#COMP_WORDS[@]} - 1 ))
  word="${COMP_WORDS[COMP_CWORD]}"
  COMPREPLY=()
  _complete_seedmill
  local IFS=$'\n'
  if [[ -n "$ZSH_VERSION" ]]; then # its compgen names all words, fitting or not
    for each in "${COMPREPLY[@]}"; do
      if [[ "$each" == "$word"* ]]; then fitting+=("$each"); fi
    done
    COMPREPLY=("${fitting[@]}")
  fi
  if (( ${#COMPREPLY[@]} == 0 )) && [[ "$word" != -* ]]; then
    if [[ -n "$ZSH_VERSION" ]]; then
      for each in "$word"*; do
        if [[ -d "$each" ]]; then
          COMPREPLY+=("$each/")
        elif [[ -e "$each" ]]; then
          COMPREPLY+=("$each")
        fi
      done
    else
      compopt -o filenames
      COMPREPLY=( $(compgen -f -- "$word") )
    fi
  fi
  for (( i = 0; i < ${#COMPREPLY[@]}; i++ )); do
    each="$before${COMPREPLY[i]}"
    if [[ -n "$ZSH_VERSION" && "$each" != */ ]]; then each+=" "; fi
    COMPREPLY[i]="$each"
  done
}

# zsh would put a blank behind a folder, too; so it puts none, and the function does behind all others.
if [[ -n "$ZSH_VERSION" ]]; then
  complete -o nospace -F _seedmill_complete seedmill
else
  complete -F _seedmill_complete seedmill
fi
